int dual_write(void);
