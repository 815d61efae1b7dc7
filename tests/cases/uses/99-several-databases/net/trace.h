#pragma once
void net_trace(int n);
