/* See ADR-0011. */
int a;
