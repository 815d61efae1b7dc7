#pragma once
struct addr {
	int port;
};
