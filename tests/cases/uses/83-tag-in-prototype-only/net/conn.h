#pragma once
struct conn {
	int fd;
};
