#include "net/net.h"

int app_run(struct packet *p, shape *s)
{
	p->length = 1;
	p->word = 2;
	p->halves.high = p->halves.low;
	p->inner.depth = 3;
	s->side = s->corner.x;
	return s->area;
}
