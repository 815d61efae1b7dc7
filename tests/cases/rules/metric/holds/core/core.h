void core_count(const char *text);
