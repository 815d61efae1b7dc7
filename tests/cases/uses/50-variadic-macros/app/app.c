#include "core/core.h"
#include "net/net.h"

#define LOG(...) core_log(APP_LEVEL, __VA_ARGS__)
#define LOG_IF(c, fmt, args...) ((c) ? CORE_LOG(fmt, ##args) : (void)0)
#define APP_LEVEL CORE_LOUD

void app_run(void)
{
	LOG("%d", net_count);
	CORE_LOG("%d %d", net_count, net_open());
	LOG_IF(net_open(), "up");
}
