#include "core/list.h"
#include "net/addr.h"
