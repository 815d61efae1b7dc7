void app_notify(int fd);
