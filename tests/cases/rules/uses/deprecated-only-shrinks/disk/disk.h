int disk_read(void);
