#pragma once
#define container_of(p, type, member) ((type *)((char *)(p) - __builtin_offsetof(type, member)))
#define list_each(p, head) for ((p) = (head)->next; (p) != (head); (p) = (p)->next)
struct list {
	struct list *next;
};
