void app_log(const char *text);
