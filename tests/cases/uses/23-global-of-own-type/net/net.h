#pragma once
#include "app/app.h"
extern struct settings net_settings;
