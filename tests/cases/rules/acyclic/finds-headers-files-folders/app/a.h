#ifndef A_H
#define A_H
#include "app/b.h"
struct a {
	struct b *b;
};
#endif
