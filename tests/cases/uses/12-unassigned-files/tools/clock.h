#pragma once
struct clock {
	int now;
};
int clock_tick(struct clock *c);
