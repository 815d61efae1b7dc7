#pragma once
typedef int step;
struct pos {
	int x, y;
};
extern step net_step;
void net_move(struct pos p);
