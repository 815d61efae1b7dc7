#pragma once
typedef int step;
enum { ROOMY = 32 };
struct part {
	int weight, height;
};
