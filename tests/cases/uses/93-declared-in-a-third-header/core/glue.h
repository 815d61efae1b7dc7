#pragma once
struct conn;
extern int net_count;
extern int net_send(struct conn *c);
