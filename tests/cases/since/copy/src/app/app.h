int app_run(void);
