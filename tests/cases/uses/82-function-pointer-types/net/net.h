#pragma once
typedef int mode;
struct part {
	int weight;
};
