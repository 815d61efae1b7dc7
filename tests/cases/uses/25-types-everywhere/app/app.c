#include "net/net.h"

struct conn;
struct app {
	struct conn *conn;
	struct pos at;
	mode modes[2];
	port (*choose)(const struct pos *, mode);
};
static struct pos origin;

struct pos app_move(struct pos from, enum way way)
{
	struct pos to = from;
	void *any = &to;
	const struct pos *const back = (const struct pos *)any;

	for (port p = 0; p < (port)way; p++)
		to = *back;
	return way ? to : origin;
}
