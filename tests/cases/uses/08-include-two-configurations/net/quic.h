#pragma once
int quic_open(void);
