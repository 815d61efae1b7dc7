int catalogue_open(void);
