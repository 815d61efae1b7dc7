#pragma once
#include "net/net.h"
#define APP_COUNT net_count
