#ifdef WITH_TLS
#include "net/tls.h"
#endif
#ifdef WITH_QUIC
#include "net/quic.h"
#endif
#ifdef WITH_PIGEON
#include "net/pigeon.h"
#endif

int app_open(void)
{
	int sum = 0;

#ifdef WITH_TLS
	sum += tls_open();
#endif
#ifdef WITH_QUIC
	sum += quic_open();
#endif
#ifdef WITH_PIGEON
	sum += pigeon_open();
#endif
	return sum;
}
