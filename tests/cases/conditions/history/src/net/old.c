int old_a;
int old_b;
