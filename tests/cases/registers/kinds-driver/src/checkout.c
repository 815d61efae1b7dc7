int checkout_open(void);
