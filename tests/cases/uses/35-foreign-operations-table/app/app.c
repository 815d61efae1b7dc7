#include "core/ops.h"

int app_run(struct file *f)
{
	const struct ops *o = f->ops;

	o->open(f);
	return f->ops->close ? f->ops->close(f) : (*net_ops.open)(f);
}
