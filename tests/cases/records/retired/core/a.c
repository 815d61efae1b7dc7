/*
 * ADR-0001 and ADR-0002.
 */
int a = 1; // adr/0004-d.md
const char *s = "ADR-0001";
