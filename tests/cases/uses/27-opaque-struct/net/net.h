#pragma once
struct conn;
int net_send(struct conn *c);
