int pay(void);
