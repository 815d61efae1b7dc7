#define APP_SIZE 1
