#pragma once
#define CORE_LEVEL 3
