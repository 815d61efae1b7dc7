#include "../app/notify.h"
