#define ZIP 2
