#pragma once
typedef int mode;
typedef struct conn {
	int fd;
} *conn_ref;
int net_send();
