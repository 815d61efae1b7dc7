/* SPDX-License-Identifier: MIT */
#include "gates/trend.h"

#include "base/arena.h"
#include "base/map.h"
#include "config/table.h"
#include "config/value.h"
#include "formats/json_lines.h"
#include "formats/json_writer.h"

#define VERSION 1

/* A line as it is written. */
struct trend_line {
	struct number version;
	struct text gate;
	struct text as_of;
	struct choice verdict;
	const struct node *caught;
	struct real seconds;
	struct text release;
	struct text commit;
};

#define AT(member) .offset = offsetof(struct trend_line, member)

/* clang-format off */
static const struct field trend_fields[] = {
	{ .name = "version", .type = FIELD_NUMBER, AT(version), .is_required = true,
	  .help = "The form of the line.", .example = "1" },
	{ .name = "gate", .type = FIELD_NAME, AT(gate), .is_required = true,
	  .help = "Which gate was asked.", .example = "release" },
	{ .name = "as_of", .type = FIELD_TEXT, AT(as_of), .is_required = true,
	  .help = "When, as RFC 3339.", .example = "2026-11-21T12:00:00Z" },
	{ .name = "verdict", .type = FIELD_CHOICE, AT(verdict), .is_required = true,
	  .words = verdict_words, .help = "How it ended.", .example = "fail" },
	{ .name = "caught", .type = FIELD_NODE, AT(caught), .is_required = true,
	  .help = "New findings that failed it, by rule.", .example = "{\"layering\":2}" },
	{ .name = "seconds", .type = FIELD_REAL, AT(seconds), .is_required = true,
	  .help = "How long it took.", .example = "1.25" },
	{ .name = "release", .type = FIELD_TEXT, AT(release),
	  .help = "The release that was judged.", .example = "2026.11.2" },
	{ .name = "commit", .type = FIELD_TEXT, AT(commit),
	  .help = "The commit that was judged.", .example = "3f2c1aa" },
};
/* clang-format on */

static const struct table trend_table = {
	.name = "line",
	.help = "One run of a gate.",
	.fields = trend_fields,
	.len = COUNT_OF(trend_fields),
	.size = sizeof(struct trend_line),
	/* A later version may know more. */
	.is_open = true,
};

struct reading {
	struct trend *trend;
	struct arena *arena;
};

static bool caught_read(const struct reading *reading, const struct node *caught,
		struct trend_entry *entry, struct problems *problems)
{
	if (caught->kind != NODE_MAP) {
		return problem_add(problems, caught->place, STR("write rules with their counts"),
				"'caught' is %s", node_kind_name(caught));
	}
	for (size_t i = 0; i < caught->len; i++) {
		int64_t count;
		if (!value_read_number(&caught->items[i], &count) || count < 0) {
			return problem_add(problems, caught->items[i].place, STR(""),
					"'" STR_FMT "' caught no number of findings",
					STR_ARG(caught->items[i].key));
		}
		*vec_add(&entry->caught, reading->arena) =
				(struct trend_caught){ caught->items[i].key, count };
	}
	return true;
}

static bool line_take(
		const struct node *item, uint32_t number, struct problems *problems, void *ctx)
{
	const struct reading *reading = ctx;
	struct trend_line line;
	int64_t seconds;

	if (!table_decode(&trend_table, NULL, item, &line, reading->arena, problems)) {
		return false;
	}
	if (line.version.value != VERSION) {
		return problem_add(problems, line.version.place, STR("a later lintel wrote it"),
				"version %lld is not one that this lintel reads",
				(long long)line.version.value);
	}
	if (!date_read_moment(line.as_of.s, &seconds)) {
		return problem_add(problems, line.as_of.place, STR("2026-11-21T12:00:00Z"),
				"'" STR_FMT "' is no moment", STR_ARG(line.as_of.s));
	}
	if (line.seconds.value < 0) {
		return problem_add(problems, line.seconds.place, STR(""), "no run takes %g seconds",
				line.seconds.value);
	}
	struct trend_entry entry = {
		.gate = line.gate.s,
		.as_of = seconds * MOMENT_SECOND,
		.verdict = (enum verdict_word)line.verdict.value,
		.seconds = line.seconds.value,
		.release = line.release.s,
		.commit = line.commit.s,
		.line = number,
	};
	if (!caught_read(reading, line.caught, &entry, problems)) {
		return false;
	}
	*vec_add(&reading->trend->list, reading->arena) = entry;
	return true;
}

bool trend_read(struct trend *trend, struct arena *arena, struct str path, struct str text,
		struct problems *problems)
{
	struct reading reading = { trend, arena };

	*trend = (struct trend){ 0 };
	return json_lines_read(arena, path, text, line_take, &reading, problems);
}

void trend_catch(struct trend_entry *entry, struct arena *arena, const struct gate *gate,
		const struct findings *findings)
{
	struct map *known = map_create(arena);

	vec_each (const struct finding, finding, &findings->list) {
		bool is_new;
		if (!verdict_fails(gate, finding)) {
			continue;
		}
		struct map_entry *place = map_put(known, finding->rule, &is_new);
		if (is_new) {
			place->num = entry->caught.len;
			*vec_add(&entry->caught, arena) =
					(struct trend_caught){ .rule = finding->rule };
		}
		entry->caught.p[place->num].count++;
	}
}

void trend_write(const struct trend_entry *entry, struct buf *out)
{
	struct json_writer json;
	char as_of[DATE_MOMENT_SIZE];

	date_write_moment(entry->as_of / MOMENT_SECOND, as_of);
	json_begin(&json, out, JSON_COMPACT);
	json_object(&json);
	json_member_num(&json, "version", VERSION);
	json_member_str(&json, "gate", entry->gate);
	json_member_str(&json, "as_of", str_of(as_of));
	json_member_str(&json, "verdict", str_of(verdict_words[entry->verdict]));
	json_key(&json, "caught");
	json_object(&json);
	vec_each (const struct trend_caught, caught, &entry->caught) {
		json_key_str(&json, caught->rule);
		json_num(&json, caught->count);
	}
	json_end(&json);
	json_key(&json, "seconds");
	json_real(&json, entry->seconds);
	if (entry->release.len) {
		json_member_str(&json, "release", entry->release);
	}
	if (entry->commit.len) {
		json_member_str(&json, "commit", entry->commit);
	}
	json_end(&json);
	json_finish(&json);
	if (out->len == 0 || out->p[out->len - 1] != '\n') {
		buf_add_char(out, '\n');
	}
}
