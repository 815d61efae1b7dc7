#ifdef APP_WITH_TLS
#include "net/tls.h"
#else
#include "net/plain.h"
#endif
#if defined(__STDC__) && !defined(APP_SMALL)
#  include "net/big.h"
#elif defined(APP_MIDDLE)
#  include "net/middle.h"
#endif

int app_open(void)
{
#ifdef APP_WITH_TLS
	return tls_open();
#else
	return plain_open();
#endif
}
