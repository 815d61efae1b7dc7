#pragma once
#ifdef WITH_NET
#define BACKEND struct net
static inline int backend_open(struct net *b)
{
	return net_open(b) + b->fd;
}
#else
#define BACKEND struct core
static inline int backend_open(struct core *b)
{
	return core_open(b) + b->fd;
}
#endif
