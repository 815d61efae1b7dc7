#ifndef A_H
#define A_H "a.h"
#include A_H
#if 0 && B || defined(C)
#include <c.h> /* x
*/
#elif __has_include("d.h")
#inc\
lude "e.h"
#else // y\
z
#endif
#endif
