#ifndef C_H
#define C_H
#include "app/a.h"
#endif
