#pragma once
struct ops {
	int (*run)(int n);
};
extern int net_a, net_b, net_flag;
extern struct ops net_ops;
