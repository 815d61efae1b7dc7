#ifndef CORE_CONFIG_H
#define CORE_CONFIG_H
#define CORE_SIZE 16
#endif
