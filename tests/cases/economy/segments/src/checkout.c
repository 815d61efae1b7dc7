int checkout(void);
