extern int block;
