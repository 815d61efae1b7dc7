#pragma once
struct state {
	int up;
	struct state *next;
};
extern struct state net_state;
extern struct state net_all[3];
