#pragma once
enum { ROOMY = 32 };
struct part {
	int weight;
};
