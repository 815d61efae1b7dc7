#pragma once
struct conn;
int app_use(struct conn *c);
