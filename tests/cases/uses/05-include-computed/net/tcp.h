#pragma once
int tcp_open(void);
