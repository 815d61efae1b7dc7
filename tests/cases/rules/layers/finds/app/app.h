void app_notify(int event);
