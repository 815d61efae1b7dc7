#pragma once
#define NET_TWICE(n) (2 * (n))
#define NET_PLUS(n) + (n)
