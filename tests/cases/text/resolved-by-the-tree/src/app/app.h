#ifndef APP_H
#define APP_H
#define APP 1
#endif
