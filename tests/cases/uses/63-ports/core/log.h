#pragma once
struct line {
	const char *text;
};
extern int log_level;
void log_write(const char *text);
void log_line(const struct line *l);
void log_flush(void);
