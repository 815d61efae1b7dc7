#pragma once
enum { COUNT = 3 };
typedef int weight;
typedef int handler(int n);
struct part {
	weight weight;
};
