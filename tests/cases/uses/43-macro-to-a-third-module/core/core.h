#pragma once
enum { UNMARKED, MARKED };
struct core_node {
	int mark;
};
extern int core_marks;
struct core_node *core_find(int n);
