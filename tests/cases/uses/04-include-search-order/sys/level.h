#define SYS_LEVEL 2
