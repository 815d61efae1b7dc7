#pragma once
#define NET_LINE 64
typedef struct part {
	int weight;
} *part_ref;
extern _Thread_local int net_local;
