#include "net/net.h"

static struct part one, *two, three[COUNT], (*four)[COUNT];
static handler app_handle;
static const weight *(*const five[2])(weight, ...);

static int app_handle(int n)
{
	struct local {
		struct part part;
		enum { HERE = COUNT } here;
	} local = { { 1 }, HERE };
	typedef struct part mine;
	mine m = local.part;

	for (struct part *p = three; p != three + n; p++)
		m.weight += p->weight;
	return m.weight + one.weight + (two == 0) + (four == 0) + (five[0] == 0);
}

handler *app_handler(void)
{
	return app_handle;
}
