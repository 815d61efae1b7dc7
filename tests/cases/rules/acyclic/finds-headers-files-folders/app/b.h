#ifndef B_H
#define B_H
#include "app/c.h"
struct b {
	int c;
};
#endif
