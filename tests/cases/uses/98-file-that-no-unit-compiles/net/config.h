#pragma once
#define NET_FAST 1
#define NET_SIZE 2
