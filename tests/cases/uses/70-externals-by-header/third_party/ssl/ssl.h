#pragma once
#define SSL_OK 1
struct ssl_ctx {
	int level;
};
typedef struct ssl {
	struct ssl_ctx *ctx;
} ssl;
extern int ssl_errors;
int ssl_connect(ssl *s);
