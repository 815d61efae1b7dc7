#pragma once
#define NET_EXTRA 1
