#include <sys/socket.h>

struct remote_id {
	int number;
	socklen_t size;
};
