#include "net/config.h"

#define APP_WANTS NET_LEVEL

#if NET_AT_LEAST(2, 1)
int app_a;
#endif
#if defined(__STDC__)
int app_b;
#elif NET_LEVEL > 7
int app_c;
#endif
#if !defined NET_TLS || (NET_LEVEL + 0) == 3
int app_d;
#endif
#if APP_WANTS > 1
int app_e;
#endif
#if 0
#ifdef NET_TLS
int app_f;
#endif
#endif
/* #ifdef NET_TLS */
const char *app_text = "defined(NET_TLS)";
