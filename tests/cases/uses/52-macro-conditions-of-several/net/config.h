#pragma once
#define DEBUG_LEVEL 1
#define NET_ONLY 1
