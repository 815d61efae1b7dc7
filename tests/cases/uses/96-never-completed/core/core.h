#pragma once
typedef struct handle_ *handle;
union either_;
union either_ *core_either(handle h);
