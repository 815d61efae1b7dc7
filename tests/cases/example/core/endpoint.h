#ifndef CORE_ENDPOINT_H
#define CORE_ENDPOINT_H

#include <netinet/in.h>

struct endpoint {
	int descriptor;
	struct sockaddr_in address;
};

#endif
