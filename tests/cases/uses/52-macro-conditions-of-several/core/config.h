#pragma once
#define DEBUG_LEVEL 2
