#ifdef CORE_CONFIG_H
int app_size = CORE_SIZE + FROM_THE_COMMAND_LINE;
#endif
