#pragma once
int net_send(void);
