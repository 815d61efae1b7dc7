#pragma once
struct node {
	int right;
};
typedef struct node ref;
