#define ERROR(name, text) APP_##name,
enum app_error {
#include "core/errors.def"
};
#undef ERROR

static const char *const texts[] = {
#define ERROR(name, text) [APP_##name] = text,
#include "core/errors.def"
#undef ERROR
};

const char *app_text(enum app_error e)
{
	return texts[e];
}
