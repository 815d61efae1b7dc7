#pragma once
struct ssl {
	int level;
};
int SSL_here(struct ssl *s);
