#ifndef DISK_JOURNAL_H
#define DISK_JOURNAL_H

void journal_open(const char *path);
void journal_append(const unsigned char *bytes, unsigned length);
void journal_close(void);

#endif
