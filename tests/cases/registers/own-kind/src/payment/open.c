int payment_open(void);
