/* ADR-0002 says why. */
int a;
