#pragma once
#define NET_TLS 1
#define NET_LEVEL 2
#ifdef NET_FULL
#define NET_QUIC 1
#endif
