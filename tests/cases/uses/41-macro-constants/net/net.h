#pragma once
#define NET_SIZE 64
#define NET_TOP (NET_SIZE * 2)
#define NET_NAME "1.0"
