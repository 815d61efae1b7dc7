/* SPDX-License-Identifier: MIT */
/*
 * One long text read by several threads.  Where the parts begin follows from
 * the text alone, so that the number of threads changes nothing.
 */
#include "base/arena.h"
#include "base/pool.h"
#include "base/vec.h"
#include "sources/telemetry/gather.h"

#define PART_SIZE ((size_t)16 << 20)

/* A stretch of PART_SIZE, and what must be known of all before it. */
struct stretch {
	uint32_t lines;
	/* Whether an odd number of quotes is in it. */
	bool is_odd;
};

struct part {
	struct str text;
	uint32_t lines_before;
	struct sink sink;
};

struct parting {
	struct sink *whole;
	struct str text;
	/* Lines of the file before the text. */
	uint32_t lines_before;
	char quote;
	struct stretch *stretches;
	VEC(struct part) parts;
	sink_part_fn *fn;
	const void *ctx;
};

static uint32_t count_of(struct str text, char c)
{
	uint32_t count = 0;
	size_t at = 0;

	while (at < text.len) {
		const char *found = memchr(text.p + at, c, text.len - at);
		if (!found) {
			break;
		}
		count++;
		at = (size_t)(found - text.p) + 1;
	}
	return count;
}

static void stretch_count(size_t item, unsigned worker, void *ctx)
{
	struct parting *parting = ctx;
	struct str text = str_slice(parting->text, item * PART_SIZE, (item + 1) * PART_SIZE);

	(void)worker;
	parting->stretches[item] = (struct stretch){
		.lines = count_of(text, '\n'),
		.is_odd = parting->quote && count_of(text, parting->quote) % 2,
	};
	if (parting->whole->is_mapped) {
		pages_give_back(text);
	}
}

/* Moves `at` behind the next end of a line outside quotes, counting. */
static size_t line_end(const struct parting *parting, size_t at, bool is_quoted, uint32_t *lines)
{
	struct str text = parting->text;

	while (at < text.len) {
		char c = text.p[at++];
		*lines += c == '\n';
		is_quoted ^= parting->quote && c == parting->quote;
		if (c == '\n' && !is_quoted) {
			break;
		}
	}
	return at;
}

static void parts_cut(struct parting *parting, struct arena *arena, size_t stretch_count)
{
	size_t from = 0;
	uint32_t lines_from = 0;
	uint32_t lines = 0;
	bool is_quoted = false;

	for (size_t i = 1; i <= stretch_count; i++) {
		size_t to = i * PART_SIZE;
		lines += parting->stretches[i - 1].lines;
		is_quoted ^= parting->stretches[i - 1].is_odd;
		/* The part before reached beyond it: a field of many lines. */
		if (to < from) {
			continue;
		}
		uint32_t lines_to = lines;
		to = i == stretch_count ? parting->text.len
					: line_end(parting, to, is_quoted, &lines_to);
		if (to > from) {
			*vec_add(&parting->parts, arena) = (struct part){
				.text = str_slice(parting->text, from, to),
				.lines_before = lines_from,
			};
			from = to;
			lines_from = lines_to;
		}
	}
}

static void part_read(size_t item, unsigned worker, void *ctx)
{
	struct parting *parting = ctx;
	struct part *part = &parting->parts.p[item];
	const struct sink *whole = parting->whole;

	(void)worker;
	part->sink.stamp = whole->stamp;
	part->sink.collected = whole->collected;
	part->sink.is_mapped = whole->is_mapped;
	part->sink.passed = part->text.p;
	part->sink.lines_before = parting->lines_before + part->lines_before;
	(void)parting->fn(&part->sink, part->text, parting->ctx);
	if (whole->is_mapped) {
		pages_give_back(str_from(part->text, (size_t)(part->sink.passed - part->text.p)));
	}
}

/* Says in the whole's name what a part says. */
static void refusal_take(struct sink *whole, const struct sink *part)
{
	if (part->is_refused && !whole->is_refused) {
		whole->is_refused = true;
		whole->problem = str_dup(whole->arena, part->problem);
		whole->remedy = str_dup(whole->arena, part->remedy);
		whole->place = part->place;
	}
}

static void part_join(struct sink *whole, struct sink *part)
{
	refusal_take(whole, part);
	whole->samples += part->samples;
	if (part->timeless && !whole->timeless) {
		whole->timeless_line =
				part->timeless_line + part->lines_before - whole->lines_before;
	}
	whole->timeless += part->timeless;
	finds_take(&whole->finds, &part->finds);
	sink_faults_take(whole, part);
}

bool sink_parts(struct sink *sink, struct str text, uint32_t first_line, char quote,
		sink_part_fn *fn, const void *ctx)
{
	struct parting parting = {
		.whole = sink,
		.text = text,
		.lines_before = sink->lines_before + first_line - 1,
		.quote = quote,
		.fn = fn,
		.ctx = ctx,
	};
	size_t count = (text.len + PART_SIZE - 1) / PART_SIZE;

	parting.stretches = arena_new_array(sink->scratch, struct stretch, count);
	if (count > 1) {
		pool_run(sink->jobs, count, stretch_count, &parting);
	}
	parts_cut(&parting, sink->scratch, count);
	vec_each (struct part, part, &parting.parts) {
		sink_open(&part->sink, sink->reading, sink->path, sink->format, sink->snapshot);
	}
	pool_run(sink->jobs, parting.parts.len, part_read, &parting);
	vec_each (struct part, part, &parting.parts) {
		part_join(sink, &part->sink);
		sink_close(&part->sink);
	}
	sink->passed = text.p + text.len;
	return !sink->is_refused;
}
