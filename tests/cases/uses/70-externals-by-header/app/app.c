#include <stdio.h>
#include "app/app.h"
#include <ssl/ssl.h>

int app_run(ssl *s)
{
	struct ssl_ctx *ctx = s->ctx;

	ssl_errors = 0;
	printf("%d\n", SSL_OK);
	return ssl_connect(s) + ctx->level;
}
