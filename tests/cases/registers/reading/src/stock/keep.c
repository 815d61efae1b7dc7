int keep(void);
