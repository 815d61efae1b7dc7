int core_sum(int n);
