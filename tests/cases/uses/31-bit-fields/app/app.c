#include "net/net.h"

struct app_flags {
	unsigned kind : KIND_BITS;
	unsigned rest : REST_BITS;
	enum kind which : 2;
};

int app_run(struct flags *f)
{
	struct app_flags own = { .kind = f->kind };

	f->urgent = 1;
	f->kind++;
	return own.kind;
}
