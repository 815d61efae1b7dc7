#include "disk/journal.h"

#include "core/events.h"

#include <stdio.h>

static FILE *file;

void journal_open(const char *path)
{
	file = fopen(path, "ab");
}

void journal_append(const unsigned char *bytes, unsigned length)
{
	if (!file || fwrite(bytes, 1, length, file) != length) {
		admin_alarm("the journal cannot be written");
	}
}

void journal_close(void)
{
	if (file) {
		fclose(file);
	}
}
