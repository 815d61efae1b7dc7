/* SPDX-License-Identifier: MIT */
/*
 * What lintel and its workers say to each other, over one socket pair.
 *
 * A message is a length (4 bytes, in the machine's order: both ends are the
 * same program) and that many bytes of packed text.  lintel sends a request,
 * the worker answers it with one reply; neither sends anything else.
 *
 *	request  kind, root, directory, file, flags…, prefix
 *	reply    the packed unit_facts
 *
 * A request of kind REQUEST_PREFIX will ask for a precompiled prefix that later
 * units name; none is sent yet, and a worker answers one it does not know with
 * a failed unit.
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

struct request {
	enum request_kind kind;
	/* All absolute. */
	struct str root;
	struct str directory;
	struct str file;
	VEC(struct str) flags;
	/* A precompiled prefix to begin with; empty for none. */
	struct str prefix;
};

void request_pack(const struct request *request, struct buf *out);
NODISCARD bool request_unpack(struct request *request, struct arena *arena, struct str bytes);

/* Both block until all is written or read; false at the other end's end. */
NODISCARD bool message_send(int fd, struct str message);
NODISCARD bool message_receive(int fd, struct buf *message);

#endif
