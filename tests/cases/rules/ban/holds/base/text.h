#define OLD_LIMIT 3
void text_copy(char *to, const char *from);
