/* SPDX-License-Identifier: MIT */
#include "sources/c/protocol.h"

#include "unit/unit.h"

#include <sys/socket.h>
#include <unistd.h>

static struct request request_make(struct arena *arena)
{
	struct request request = {
		.kind = REQUEST_UNIT,
		.root = STR("/r"),
		.directory = STR("/r/build"),
		.file = STR("/r/a.c"),
		.prefix = STR(""),
	};
	*vec_add(&request.flags, arena) = STR("-I");
	*vec_add(&request.flags, arena) = STR("/r/include");
	return request;
}

static void a_request_survives_the_way(void **state)
{
	struct request request = request_make(*state);
	struct request again;
	struct buf packed = { 0 };
	request_pack(&request, &packed);
	assert_true(request_unpack(&again, *state, buf_str(&packed)));
	assert_int_equal(again.kind, REQUEST_UNIT);
	assert_str(again.file, "/r/a.c");
	assert_int_equal(again.flags.len, 2);
	assert_str(again.flags.p[1], "/r/include");
	buf_finish(&packed);
}

static void a_cut_request_is_refused(void **state)
{
	struct request request = request_make(*state);
	struct buf packed = { 0 };
	request_pack(&request, &packed);
	for (size_t len = 0; len < packed.len; len++) {
		struct request again;
		assert_false(request_unpack(&again, *state, str_slice(buf_str(&packed), 0, len)));
	}
	buf_finish(&packed);
}

static void messages_keep_their_borders(void **state)
{
	int ends[2];
	struct buf message = { 0 };
	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_true(message_send(ends[0], STR("one")));
	assert_true(message_send(ends[0], STR("")));
	assert_true(message_send(ends[0], STR("three")));
	close(ends[0]);
	assert_true(message_receive(ends[1], &message));
	assert_str(buf_str(&message), "one");
	assert_true(message_receive(ends[1], &message));
	assert_str(buf_str(&message), "");
	assert_true(message_receive(ends[1], &message));
	assert_str(buf_str(&message), "three");
	assert_false(message_receive(ends[1], &message));
	close(ends[1]);
	buf_finish(&message);
}

static void a_length_beyond_the_limit_is_refused(void **state)
{
	int ends[2];
	uint32_t length = UINT32_MAX;
	struct buf message = { 0 };
	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(write(ends[0], &length, sizeof(length)), sizeof(length));
	assert_false(message_receive(ends[1], &message));
	close(ends[0]);
	close(ends[1]);
	buf_finish(&message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_request_survives_the_way),
		claim(a_cut_request_is_refused),
		claim(messages_keep_their_borders),
		claim(a_length_beyond_the_limit_is_refused),
	};
	return claims_run("sources/c/protocol", tests);
}
