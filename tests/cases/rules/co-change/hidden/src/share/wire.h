#define WIRE 3
