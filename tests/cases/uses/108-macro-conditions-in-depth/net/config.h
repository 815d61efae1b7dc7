#pragma once
#define NET_LEVEL 2
#define NET_AT_LEAST(a, b) (NET_LEVEL >= (a) && (b) > 0)
#define NET_TLS
