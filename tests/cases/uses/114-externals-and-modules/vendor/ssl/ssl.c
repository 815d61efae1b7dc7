#include <ssl/ssl.h>
int SSL_here(struct ssl *s)
{
	return s->level;
}
