#include "net/net.h"

_Static_assert(__builtin_types_compatible_p(struct part *, typeof(&net_part)), "same");
_Static_assert(!__builtin_types_compatible_p(enum kind (struct part), int), "other");
_Static_assert(__builtin_types_compatible_p(typeof(net_part.weight), weight), "same");
int app_zero;
