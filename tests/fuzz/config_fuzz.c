/* SPDX-License-Identifier: MIT */
/* A lintel.yaml: what is in force, written out and read again, is the same. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/problem.h"
#include "config/config.h"
#include "config/resolved.h"

#include <fcntl.h>
#include <unistd.h>

static bool read_text(struct arena *arena, const struct root *root, struct str text,
		struct config *config)
{
	struct problems problems;
	int fd = openat(root->fd, "lintel.yaml", O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
	fuzz_must(fd >= 0 && write(fd, text.p, text.len) == (ssize_t)text.len);
	close(fd);
	problems_init(&problems, arena);
	bool ok = config_read(config, arena, root, STR("lintel.yaml"), NULL, &problems);
	fuzz_must(ok == (problems.errors == 0));
	return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char folder[] = "/tmp/lintel-fuzz-XXXXXX";
	struct arena *arena = arena_create();
	struct buf out = { 0 };
	struct config first;
	struct config second;
	struct root root;
	struct err err;
	fuzz_must(mkdtemp(folder) && root_open(&root, arena, str_of(folder), &err));
	if (read_text(arena, &root, (struct str){ (const char *)data, size }, &first)) {
		config_resolved_write(&first, &out);
		fuzz_must(read_text(arena, &root, buf_str(&out), &second));
		fuzz_must(first.rule_count == second.rule_count);
		fuzz_must(first.modules.len == second.modules.len);
	}
	unlinkat(root.fd, "lintel.yaml", 0);
	root_close(&root);
	rmdir(folder);
	buf_finish(&out);
	arena_destroy(arena);
	return 0;
}
