#pragma once
#define NET_WIDTH 16
typedef float quad __attribute__((vector_size(NET_WIDTH)));
extern quad net_quad;
