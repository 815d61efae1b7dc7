/* SPDX-License-Identifier: MIT */
/*
 * The worker's side: take a request, ask libclang, answer with packed facts.
 * It keeps nothing from one unit to the next but what realpath() and the
 * prefix said.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "sources/c/c.h"
#include "sources/c/clang_api.h"
#include "sources/c/extract.h"
#include "sources/c/lead.h"
#include "sources/c/prefix.h"
#include "sources/c/protocol.h"
#include "sources/c/sandbox.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Deep expressions need a deep stack; what needs more than this is one unit lost. */
#define STACK_BYTES ((rlim_t)64 * 1024 * 1024)

/*
 * Always passed: no warnings, and what gcc accepts although clang does not by
 * default is let through, because the project's own compiler took it.
 */
static const char *const always[] = {
	"-w",
	"-fno-spell-checking",
	"-ferror-limit=20",
	"-fbracket-depth=1024",
	"-Wno-error=implicit-function-declaration",
	"-Wno-error=implicit-int",
	"-Wno-error=int-conversion",
	"-Wno-error=incompatible-function-pointer-types",
	"-Wno-error=return-type",
	"-Wno-error=return-mismatch",
};

struct worker {
	struct clang_api clang;
	CXIndex index;
	/* Emptied after each unit. */
	struct arena *arena;
	struct arena *kept;
	struct map *real_paths;
	/* The prefix that was last asked for. */
	struct arena *prefix_arena;
	struct prefix prefix;
	struct str prefix_path;
	bool is_prefix_sound;
};

static void failure(struct unit_facts *facts, const char *text)
{
	*facts = (struct unit_facts){ .status = UNIT_FAILED, .problem = str_of(text) };
}

static const char *error_text(enum CXErrorCode code)
{
	switch (code) {
	case CXError_Success:
		return "";
	case CXError_Crashed:
		return "libclang crashed on it";
	case CXError_InvalidArguments:
		return "libclang refuses its flags";
	case CXError_ASTReadError:
		return "libclang could not read its prefix";
	case CXError_Failure:
		break;
	}
	return "libclang could not read it at all";
}

/* The unit's flags and what is always passed, with `more` behind. */
static const char **arguments_make(struct worker *worker, const struct request *request,
		const char *const *more, size_t more_count, int *count)
{
	size_t len = request->flags.len;
	const char **arguments = arena_new_array(
			worker->arena, const char *, len + COUNT_OF(always) + more_count);
	for (size_t i = 0; i < len; i++) {
		arguments[i] = request->flags.p[i].p;
	}
	memcpy(arguments + len, always, sizeof(always));
	len += COUNT_OF(always);
	for (size_t i = 0; i < more_count; i++) {
		arguments[len++] = more[i];
	}
	*count = (int)len;
	return arguments;
}

#define PARSE_OPTIONS \
	((unsigned)CXTranslationUnit_DetailedPreprocessingRecord \
			| (unsigned)CXTranslationUnit_KeepGoing \
			| (unsigned)CXTranslationUnit_IgnoreNonErrorsFromIncludedFiles)

static void whole_parse(
		struct worker *worker, const struct request *request, struct unit_facts *facts)
{
	const struct clang_api *clang = &worker->clang;
	int count;
	const char **arguments = arguments_make(worker, request, NULL, 0, &count);
	CXTranslationUnit unit = NULL;
	enum CXErrorCode code = clang->parseTranslationUnit2(worker->index, request->file.p,
			arguments, count, NULL, 0, PARSE_OPTIONS, &unit);
	if (code != CXError_Success || !unit) {
		failure(facts, error_text(code));
		return;
	}
	extract_unit(clang, unit, request, worker->real_paths, worker->arena, facts);
	clang->disposeTranslationUnit(unit);
}

/* Where the facts of a prefix lie. */
static struct str prefix_facts_path(struct worker *worker, struct str prefix)
{
	return str_fmt(worker->arena, STR_FMT ".facts", STR_ARG(prefix));
}

/* Keeps one prefix at hand: units come in groups. */
static bool prefix_load(struct worker *worker, struct str path)
{
	struct err err;
	struct str bytes;
	if (str_eq(worker->prefix_path, path)) {
		return worker->is_prefix_sound;
	}
	arena_reset(worker->prefix_arena);
	worker->prefix_path = str_dup(worker->prefix_arena, path);
	worker->is_prefix_sound = file_read(worker->prefix_arena, prefix_facts_path(worker, path),
						  FILE_SIZE_MAX, &bytes, &err)
				  && prefix_unpack(&worker->prefix, worker->prefix_arena, bytes);
	return worker->is_prefix_sound;
}

/* The file's text and lead; false if it has not as many directives as are asked for. */
static bool lead_read(struct worker *worker, const struct request *request, struct str *text,
		struct lead *lead)
{
	struct err err;
	if (!file_read(worker->arena, request->file, FILE_SIZE_MAX, text, &err)) {
		return false;
	}
	lead_scan(lead, worker->arena, *text);
	return lead->directives.len >= request->lead;
}

/* False if the unit must be parsed as a whole. */
static bool behind_parse(
		struct worker *worker, const struct request *request, struct unit_facts *facts)
{
	const struct clang_api *clang = &worker->clang;
	struct str text;
	struct lead lead;
	if (!prefix_load(worker, request->prefix) || !lead_read(worker, request, &text, &lead)
			|| !str_eq(lead_text(&lead, worker->arena, request->lead),
					worker->prefix.text)) {
		return false;
	}
	struct str rest = lead_blank(&lead, worker->arena, text, request->lead);
	struct CXUnsavedFile file = {
		.Filename = request->file.p,
		.Contents = rest.p,
		.Length = rest.len,
	};
	const char *more[] = { "-include-pch", request->prefix.p };
	int count;
	const char **arguments = arguments_make(worker, request, more, COUNT_OF(more), &count);
	CXTranslationUnit unit = NULL;
	enum CXErrorCode code = clang->parseTranslationUnit2(worker->index, request->file.p,
			arguments, count, &file, 1, PARSE_OPTIONS, &unit);
	if (code != CXError_Success || !unit) {
		return false;
	}
	bool holds = extract_with_prefix(clang, unit, request, &worker->prefix, &lead,
			worker->real_paths, worker->arena, facts);
	clang->disposeTranslationUnit(unit);
	return holds;
}

/*
 * The header that stands for the first lines of the units: in their folder, so
 * that includes mean the same, and there for libclang alone.  It bears the name
 * of the private folder, which nobody can know beforehand.  False if there is one.
 */
static bool stand_in_name(struct worker *worker, struct request *request)
{
	struct str name = path_name(path_folder(request->prefix));
	request->file = path_join(worker->arena, path_folder(request->file),
			str_fmt(worker->arena, STR_FMT ".h", STR_ARG(name)));
	return access(request->file.p, F_OK) != 0;
}

/* Writes a prefix and what it says. */
static bool prefix_make(struct worker *worker, struct request *request)
{
	const struct clang_api *clang = &worker->clang;
	struct str text;
	struct lead lead;
	size_t flags = request->flags.len;
	if (!lead_read(worker, request, &text, &lead) || flags == 0
			|| !str_eq(request->flags.p[flags - 1], STR("c"))
			|| !stand_in_name(worker, request)) {
		return false;
	}
	request->flags.p[flags - 1] = STR("c-header");
	struct str stand_in = lead_text(&lead, worker->arena, request->lead);
	struct CXUnsavedFile file = {
		.Filename = request->file.p,
		.Contents = stand_in.p,
		.Length = stand_in.len,
	};
	int count;
	const char **arguments = arguments_make(worker, request, NULL, 0, &count);
	CXTranslationUnit unit = NULL;
	unsigned options = PARSE_OPTIONS | (unsigned)CXTranslationUnit_Incomplete
			   | (unsigned)CXTranslationUnit_ForSerialization;
	enum CXErrorCode code = clang->parseTranslationUnit2(
			worker->index, request->file.p, arguments, count, &file, 1, options, &unit);
	if (code != CXError_Success || !unit) {
		return false;
	}
	struct err err;
	struct buf packed;
	buf_init(&packed);
	bool ok = extract_prefix(clang, unit, request, stand_in, worker->real_paths, worker->arena,
				  &packed)
		  && clang->saveTranslationUnit(unit, request->prefix.p, CXSaveTranslationUnit_None)
				     == CXSaveError_None
		  && file_write(prefix_facts_path(worker, request->prefix), buf_str(&packed), &err);
	buf_finish(&packed);
	clang->disposeTranslationUnit(unit);
	return ok;
}

static enum reply_kind unit_parse(
		struct worker *worker, const struct request *request, struct unit_facts *facts)
{
	if (request->prefix.len && behind_parse(worker, request, facts)) {
		return REPLY_BEHIND;
	}
	whole_parse(worker, request, facts);
	return request->prefix.len ? REPLY_FELL_BACK : REPLY_WHOLE;
}

static void request_answer(struct worker *worker, struct str bytes, struct buf *reply)
{
	struct request request;
	struct unit_facts facts = { 0 };
	enum reply_kind kind = REPLY_WHOLE;
	if (!request_unpack(&request, worker->arena, bytes)
			|| (request.kind != REQUEST_UNIT && request.kind != REQUEST_PREFIX)) {
		failure(&facts, "the worker does not know this request");
	} else if (chdir(request.directory.p) != 0) {
		failure(&facts, "its directory cannot be entered");
	} else if (request.kind == REQUEST_PREFIX) {
		kind = prefix_make(worker, &request) ? REPLY_WHOLE : REPLY_FELL_BACK;
	} else {
		kind = unit_parse(worker, &request, &facts);
	}
	buf_clear(reply);
	buf_add_char(reply, (char)kind);
	unit_pack(&facts, reply);
}

/* What libclang says on its own belongs to nobody's report. */
static void streams_close(void)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (nowhere >= 0) {
		dup2(nowhere, STDIN_FILENO);
		dup2(nowhere, STDOUT_FILENO);
		dup2(nowhere, STDERR_FILENO);
		close(nowhere);
	}
}

static bool worker_start(struct worker *worker, size_t bytes, struct err *err)
{
	struct rlimit stack = { STACK_BYTES, RLIM_INFINITY };
	/* Without the right to raise it, the stack stays as it is. */
	if (getrlimit(RLIMIT_STACK, &stack) == 0
			&& (stack.rlim_max == RLIM_INFINITY || stack.rlim_max > STACK_BYTES)) {
		stack.rlim_cur = STACK_BYTES;
		setrlimit(RLIMIT_STACK, &stack);
	}
	/* A crash must end the worker, not be patched over; and one thread is enough. */
	setenv("LIBCLANG_DISABLE_CRASH_RECOVERY", "1", 1);
	setenv("LIBCLANG_NOTHREADS", "1", 1);
	if (!clang_api_load(&worker->clang, err) || !sandbox_enter(bytes, err)) {
		return false;
	}
	/* What a unit declares itself: the declarations of its prefix are known already. */
	worker->index = worker->clang.createIndex(1, 0);
	worker->arena = arena_create();
	worker->kept = arena_create();
	worker->real_paths = map_create(worker->kept);
	worker->prefix_arena = arena_create();
	return true;
}

int c_worker_main(int argc, char **argv)
{
	struct worker worker = { 0 };
	struct err err;
	uint64_t bytes;
	struct buf message;
	struct buf reply;

	if (argc != 3 || !str_to_u64(str_of(argv[2]), &bytes)
			|| fcntl(PROTOCOL_FD, F_SETFD, FD_CLOEXEC) != 0) {
		return 2;
	}
	streams_close();
	buf_init(&message);
	buf_init(&reply);
	/* The greeting: empty, or why this worker cannot work. */
	bool ready = worker_start(&worker, (size_t)bytes, &err);
	bool ok = message_send(PROTOCOL_FD, ready ? STR("") : str_of(err.text)) && ready;
	while (ok && message_receive(PROTOCOL_FD, &message)) {
		request_answer(&worker, buf_str(&message), &reply);
		ok = message_send(PROTOCOL_FD, buf_str(&reply));
		arena_reset(worker.arena);
	}
	buf_finish(&message);
	buf_finish(&reply);
	return ok ? 0 : 2;
}
