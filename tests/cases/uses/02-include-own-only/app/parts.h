#ifndef APP_PARTS_H
#define APP_PARTS_H
#include "app/parts.h"
#define APP_PARTS 3
#endif
