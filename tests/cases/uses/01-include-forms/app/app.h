#pragma once
const char *app_text(void);
