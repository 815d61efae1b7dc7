/* SPDX-License-Identifier: MIT */
/*
 * What lintel and its workers say to each other, over one socket pair.
 *
 * A message is a length (4 bytes, in the machine's order: both ends are the
 * same program) and that many bytes of packed text.  lintel sends a request,
 * the worker answers it with one reply; neither sends anything else.
 *
 *	request  kind, root, directory, file, flags…, prefix, lead
 *	reply    a byte that says how it went (of enum reply_kind), the packed unit_facts
 *
 * A request of kind REQUEST_PREFIX asks for a precompiled prefix that later
 * requests name: of the first `lead` directives of `file`, at the path `prefix`,
 * with what it says beside it.  Its reply has no facts.
 */
#ifndef LINTEL_SOURCES_C_PROTOCOL_H
#define LINTEL_SOURCES_C_PROTOCOL_H

#include "base/buf.h"
#include "base/vec.h"

struct arena;

/* The descriptor on which a worker finds its socket. */
#define PROTOCOL_FD 3

/* No unit's facts come near it; more is a worker gone wrong. */
#define PROTOCOL_MESSAGE_MAX ((size_t)512 * 1024 * 1024)

enum request_kind {
	REQUEST_UNIT = 1,
	REQUEST_PREFIX = 2,
};

enum reply_kind {
	/* The unit as a whole; or the prefix is there. */
	REPLY_WHOLE = 1,
	/* Behind its prefix. */
	REPLY_BEHIND,
	/* As a whole, because its prefix does not hold for it; or no prefix can be made. */
	REPLY_FELL_BACK,
};

struct request {
	enum request_kind kind;
	/* All absolute. */
	struct str root;
	struct str directory;
	struct str file;
	VEC(struct str) flags;
	/* A precompiled prefix to begin with, or to make; empty for none. */
	struct str prefix;
	/* How many directives of the file it stands for. */
	uint32_t lead;
};

void request_pack(const struct request *request, struct buf *out);
NODISCARD bool request_unpack(struct request *request, struct arena *arena, struct str bytes);

/* Both block until all is written or read; false at the other end's end. */
NODISCARD bool message_send(int fd, struct str message);
NODISCARD bool message_receive(int fd, struct buf *message);

#endif
