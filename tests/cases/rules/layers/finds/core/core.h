extern int core_count;
