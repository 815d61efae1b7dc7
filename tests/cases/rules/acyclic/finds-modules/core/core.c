#include "core/core.h"
#include "app/app.h"

void core_count(const char *text)
{
	if (!text) {
		app_log("no text");
	}
}
