#pragma once
struct part {
	int weight;
};
extern int net_a, net_b;
extern struct part net_part;
struct part net_copy(void);
void net_take(struct part p, int *n);
