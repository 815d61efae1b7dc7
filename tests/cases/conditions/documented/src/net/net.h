#define NET 1
