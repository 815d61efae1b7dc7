#include "app/app.h"
#include "net/net.h"

#define OP(name, fn) OP_##name,
enum op {
#include "app/ops.def"
	OP_MAX
};
#undef OP

#define OP(name, fn) [OP_##name] = fn,
static int (*const table[OP_MAX])(void) = {
#include "app/ops.def"
};
#undef OP

int app_run(int i)
{
	return table[i]();
}
