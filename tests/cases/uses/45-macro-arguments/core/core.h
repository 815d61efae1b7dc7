#pragma once
#define CORE_MAX(a, b) ((a) > (b) ? (a) : (b))
#define CORE_SET(a, b) do { (a) = (b); } while (0)
