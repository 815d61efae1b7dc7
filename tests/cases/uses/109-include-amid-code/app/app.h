#pragma once
struct app {
	int own;
#include "net/fields.inc"
};
int app_step(struct app *a);
