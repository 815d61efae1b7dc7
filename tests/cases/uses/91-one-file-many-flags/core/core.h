#pragma once
struct core {
	int fd;
};
int core_open(struct core *c);
