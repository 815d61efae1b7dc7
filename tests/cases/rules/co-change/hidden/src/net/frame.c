#include "share/wire.h"
