#pragma once
struct pos {
	int x, y;
};
enum way { UP, DOWN };
typedef enum { FAST, SLOW } mode;
typedef unsigned short port;
