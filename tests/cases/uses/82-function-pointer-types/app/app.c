#include "net/net.h"

struct part (*no_prototype)();
struct part (*prototype)(void);
void (*taker)(struct part);
typedef mode (*chooser)(mode (*)(struct part *), mode);

int app_run(chooser c)
{
	taker(prototype());
	return c(0, 0) + (no_prototype == prototype);
}
