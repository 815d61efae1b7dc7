#define REAL 1
