#pragma once
enum { LEAST = 2 };
struct part {
	int weight;
};
