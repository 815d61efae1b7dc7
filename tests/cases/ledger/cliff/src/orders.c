int orders(void);
