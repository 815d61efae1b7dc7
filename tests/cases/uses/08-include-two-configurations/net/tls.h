#pragma once
int tls_open(void);
