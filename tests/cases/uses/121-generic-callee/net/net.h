#pragma once
struct conn;
struct part;
int net_conn_size(struct conn *c);
int net_part_size(struct part *p);
