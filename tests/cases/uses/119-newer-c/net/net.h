#pragma once
typedef unsigned char step;
enum { STEPS = 4 };
struct part {
	step weight;
};
extern step net_total;
