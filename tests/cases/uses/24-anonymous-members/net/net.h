#pragma once
struct packet {
	int length;
	union {
		int word;
		struct {
			short high, low;
		} halves;
	};
	struct inner {
		int depth;
	} inner;
};
typedef struct {
	int side;
	struct {
		int x;
	} corner;
	union {
		int area;
		int volume;
	};
} shape;
