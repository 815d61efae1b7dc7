/* SPDX-License-Identifier: MIT */
/*
 * A repository of somebody else: only root can give one away, so nobody else
 * can ask.
 */
#include "sources/git/repository.h"

#include "unit/sources/git/clone.h"

#include <unistd.h>

static void another_users_is_refused_until_it_is_ones_own(void **state)
{
	struct clone clone = clone_make(*state);
	struct repository *repository;
	struct repository_lack lack;

	clone_run(&clone, "git commit -q --allow-empty -m one && chown -R 12345 .");
	assert_false(repository_open_history(&repository, clone.arena, clone.folder, &lack));
	assert_int_equal(lack.reason, REASON_UNREADABLE);
	assert_str(lack.why, "the repository belongs to another user");
	clone_run(&clone, "chown -R 0 .");
	assert_true(repository_open_history(&repository, clone.arena, clone.folder, &lack));
	repository_close(repository);
	clone_remove(&clone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(another_users_is_refused_until_it_is_ones_own),
	};
	if (geteuid() != 0) {
		print_message("1..0 # SKIP only root can give a repository away\n");
		return 0;
	}
	return claims_run("sources/git/owner", tests);
}
