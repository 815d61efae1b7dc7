#pragma once
#define NET_INSIDE() net_depth
extern int net_depth;
