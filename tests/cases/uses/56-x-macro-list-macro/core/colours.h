#pragma once
#define COLOURS(X) X(RED, 1) X(GREEN, 2) X(BLUE, 4)
#define AS_ENUM(name, value) name = value,
enum colour { COLOURS(AS_ENUM) };
