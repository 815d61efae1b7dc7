#pragma once
int tls_send(void);
