#pragma once
typedef int mode;
