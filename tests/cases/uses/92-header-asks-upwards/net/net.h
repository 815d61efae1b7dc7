#pragma once
#ifdef APP_ROOM
static inline int net_room(void)
{
	return APP_ROOM + app_more;
}
#else
int net_room(void);
#endif
