/* SPDX-License-Identifier: MIT */
#include "sources/c/protocol.h"

#include "base/arena.h"
#include "base/pack.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

void request_pack(const struct request *request, struct buf *out)
{
	pack_num(out, request->kind);
	pack_str(out, request->root);
	pack_str(out, request->directory);
	pack_str(out, request->file);
	pack_num(out, request->flags.len);
	vec_each (const struct str, flag, &request->flags) {
		pack_str(out, *flag);
	}
	pack_str(out, request->prefix);
	pack_num(out, request->lead);
}

bool request_unpack(struct request *request, struct arena *arena, struct str bytes)
{
	struct unpack in = { .rest = bytes };
	*request = (struct request){ 0 };
	request->kind = (enum request_kind)unpack_max(&in, REQUEST_PREFIX);
	request->root = str_dup(arena, unpack_str(&in));
	request->directory = str_dup(arena, unpack_str(&in));
	request->file = str_dup(arena, unpack_str(&in));
	size_t count = unpack_count(&in, 1);
	for (size_t i = 0; i < count; i++) {
		*vec_add(&request->flags, arena) = str_dup(arena, unpack_str(&in));
	}
	request->prefix = str_dup(arena, unpack_str(&in));
	request->lead = (uint32_t)unpack_max(&in, UINT32_MAX);
	return unpack_end(&in);
}

static bool bytes_send(int fd, struct str bytes)
{
	while (bytes.len) {
		/* MSG_NOSIGNAL: a worker that has died must not take lintel with it. */
		ssize_t n = send(fd, bytes.p, bytes.len, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n <= 0) {
			return false;
		}
		bytes = str_from(bytes, (size_t)n);
	}
	return true;
}

bool message_send(int fd, struct str message)
{
	uint32_t length = (uint32_t)message.len;
	return message.len <= PROTOCOL_MESSAGE_MAX
	       && bytes_send(fd, (struct str){ (const char *)&length, sizeof(length) })
	       && bytes_send(fd, message);
}

static bool bytes_receive(int fd, char *to, size_t count)
{
	while (count) {
		ssize_t n = recv(fd, to, count, 0);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n <= 0) {
			return false;
		}
		to += n;
		count -= (size_t)n;
	}
	return true;
}

bool message_receive(int fd, struct buf *message)
{
	uint32_t length;
	if (!bytes_receive(fd, (char *)&length, sizeof(length)) || length > PROTOCOL_MESSAGE_MAX) {
		return false;
	}
	buf_clear(message);
	buf_add_repeat(message, '\0', length);
	return bytes_receive(fd, message->p, length);
}
