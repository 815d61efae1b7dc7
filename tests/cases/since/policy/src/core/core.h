int core_get(void);
