#pragma once
struct node {
	int left;
};
typedef struct node *ref;
