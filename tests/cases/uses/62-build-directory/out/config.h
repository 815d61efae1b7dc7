#define OUT_LEVEL 3
