#pragma once
struct addr {
	int port;
};
union bits {
	int whole;
	short low;
};
