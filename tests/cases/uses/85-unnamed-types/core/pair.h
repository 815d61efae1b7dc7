#pragma once
typedef struct {
	int i;
} pair;
