#include "core/list.h"
