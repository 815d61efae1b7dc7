extern int core_count;
void core_halt(int code);
