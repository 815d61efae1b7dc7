#pragma once
#define NET_LEVEL (CORE_LEVEL + 1)
