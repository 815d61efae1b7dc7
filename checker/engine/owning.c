/* SPDX-License-Identifier: MIT */
#include "engine/owning.h"

#include "base/arena.h"
#include "base/listing.h"
#include "engine/run.h"
#include "sources/owners/codeowners.h"

#define GITLAB_PIPELINE ".gitlab-ci.yml"

bool owning_is_there(const struct run *run, struct str path)
{
	enum file_status status;
	return listing_reaches(&run->root, path, &status) || status != FILE_MISSING;
}

static struct code_owners *unread(struct run *run, struct str path, enum file_status status)
{
	struct code_owners *owners = arena_new(run->arena, struct code_owners);

	owners->path = path;
	if (status == FILE_TOO_LARGE) {
		owners->problem = STR("it is larger than 3 MB, and GitHub reads no such file");
		owners->remedy = STR("let one pattern stand for many lines");
	} else {
		owners->problem = str_of(file_status_text(status));
		owners->remedy = STR("paths are relative to the folder of lintel.yaml");
	}
	return owners;
}

/* The file at `path`; NULL where there is none and `is_named` is false. */
static struct code_owners *owners_read(struct run *run, struct str path, bool is_named)
{
	const struct choice *choice = &run->config.history.codeowners_syntax;
	struct code_owners *owners = NULL;
	struct buf read = { 0 };
	enum file_status status = root_read(&run->root, path, CODEOWNERS_SIZE_MAX, &read, NULL);

	if (status == FILE_OK) {
		struct str text = str_dup(run->arena, buf_str(&read));
		bool has_pipeline = owning_is_there(run, STR(GITLAB_PIPELINE));
		enum owner_syntax syntax =
				choice->is_set ? (enum owner_syntax)choice->value
					       : codeowners_syntax(path, text, has_pipeline);
		owners = codeowners_read(run->arena, path, text, syntax);
	} else if (is_named || status != FILE_MISSING) {
		owners = unread(run, path, status);
	}
	buf_finish(&read);
	return owners;
}

static const struct code_owners *owners_find(struct run *run)
{
	const struct text *named = &run->config.history.codeowners;

	if (named->s.len > 0) {
		return owners_read(run, named->s, true);
	}
	for (const struct str *place = codeowners_places; place->len > 0; place++) {
		const struct code_owners *owners = owners_read(run, *place, false);
		if (owners) {
			return owners;
		}
	}
	return arena_new(run->arena, struct code_owners);
}

const struct owning *run_owning(struct run *run)
{
	if (!run->owning) {
		struct owning *owning = arena_new(run->arena, struct owning);
		owning->code_owners = owners_find(run);
		owning->modules = module_owners_find(
				run->code, owning->code_owners, run->arena, &owning->is_exhausted);
		run->owning = owning;
	}
	return run->owning;
}
