/* SPDX-License-Identifier: MIT */
/*
 * The worker's side: take a request, ask libclang, answer with packed facts.
 * It keeps nothing from one unit to the next but what realpath() said.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "sources/c/c.h"
#include "sources/c/clang_api.h"
#include "sources/c/extract.h"
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

static void unit_parse(
		struct worker *worker, const struct request *request, struct unit_facts *facts)
{
	const struct clang_api *clang = &worker->clang;
	size_t count = request->flags.len;
	const char **arguments =
			arena_new_array(worker->arena, const char *, count + COUNT_OF(always));
	for (size_t i = 0; i < count; i++) {
		arguments[i] = request->flags.p[i].p;
	}
	memcpy(arguments + count, always, sizeof(always));
	count += COUNT_OF(always);

	unsigned options = CXTranslationUnit_DetailedPreprocessingRecord
			   | CXTranslationUnit_KeepGoing
			   | CXTranslationUnit_IgnoreNonErrorsFromIncludedFiles;
	CXTranslationUnit unit = NULL;
	enum CXErrorCode code = clang->parseTranslationUnit2(worker->index, request->file.p,
			arguments, (int)count, NULL, 0, options, &unit);
	if (code != CXError_Success || !unit) {
		failure(facts, error_text(code));
		return;
	}
	extract_unit(clang, unit, request, worker->real_paths, worker->arena, facts);
	clang->disposeTranslationUnit(unit);
}

static void request_answer(struct worker *worker, struct str bytes, struct buf *reply)
{
	struct request request;
	struct unit_facts facts;
	if (!request_unpack(&request, worker->arena, bytes) || request.kind != REQUEST_UNIT
			|| request.prefix.len) {
		failure(&facts, "the worker does not know this request");
	} else if (chdir(request.directory.p) != 0) {
		failure(&facts, "its directory cannot be entered");
	} else {
		unit_parse(worker, &request, &facts);
	}
	buf_clear(reply);
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
	worker->index = worker->clang.createIndex(0, 0);
	worker->arena = arena_create();
	worker->kept = arena_create();
	worker->real_paths = map_create(worker->kept);
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
