#pragma once
int net_hash(int n);
enum { NET_FIRST = 1 };
