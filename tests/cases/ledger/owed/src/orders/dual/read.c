int dual_read(void);
