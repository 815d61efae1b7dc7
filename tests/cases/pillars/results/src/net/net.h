#include "../app/app.h"
int net(void);
