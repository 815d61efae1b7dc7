#include "net/net.h"
char *net_names[4];
char net_grid[4][4];
int net_table[4];
int (*net_hooks[2])(int);
struct state net_state, net_all[2];
