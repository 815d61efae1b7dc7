#include "net/net.h"
struct settings net_settings;
