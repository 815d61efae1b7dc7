#include "net/config.h"

#define APP_TLS 1

#ifdef NET_TLS
static int tls = APP_TLS;
#endif
#ifndef NET_QUIC
static int quic = 1;
#endif
#if NET_LEVEL > 2 && defined(NET_TLS)
static int level = 1;
#elif defined NET_EXTRA || defined(APP_TLS)
static int level = 2;
#endif
#ifdef NOBODY_DEFINES_THIS
static int nobody = 1;
#endif

int app_run(void)
{
	return tls + quic + level;
}
