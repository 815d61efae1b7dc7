#pragma once
#define APP_ROOM 4
extern int app_more;
