#include <stdio.h>
#include <ssl/ssl.h>
#include "net/net.h"

int app_run(struct ssl *s)
{
	printf("%d\n", s->level);
	puts("up");
	return SSL_here(s) + SSL_elsewhere(2);
}
