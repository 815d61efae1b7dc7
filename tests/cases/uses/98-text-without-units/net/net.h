#pragma once
int net_send(int n);
