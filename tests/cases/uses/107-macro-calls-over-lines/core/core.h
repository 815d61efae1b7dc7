#pragma once
#define CORE_MAX(a, b) ((a) > (b) ? (a) : (b))
