#pragma once
struct state {
	int room[4];
	int *data;
	struct state *next;
};
extern char *net_names[];
extern char net_grid[4][4];
extern int net_table[4];
extern int (*net_hooks[2])(int);
extern struct state net_state, net_all[2];
