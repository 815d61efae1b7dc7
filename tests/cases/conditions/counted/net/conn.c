#include "conn.h"
#include "../app/notify.h"
