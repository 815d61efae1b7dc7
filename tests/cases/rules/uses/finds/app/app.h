int app_id(void);
