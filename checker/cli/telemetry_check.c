/* SPDX-License-Identifier: MIT */
/*
 * lintel telemetry check: what is wrong with the snapshots and the metrics made
 * of them.
 */
#include "base/buf.h"
#include "cli/command.h"
#include "cli/session.h"
#include "cli/show.h"
#include "facts/measure.h"
#include "findings/own.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

enum check_format {
	CHECK_TEXT,
	CHECK_JSON,
};

struct telemetry_check_settings {
	struct run_settings run;
	unsigned format;
};

struct telemetry_check {
	const struct run *run;
	const struct measures *measures;
	const struct metrics *metrics;
	bool has_color;
	size_t unreadable;
	size_t faults;
	size_t notes;
	uint64_t seen;
};

static void count_all(struct telemetry_check *check)
{
	vec_each (const struct snapshot, snapshot, &check->measures->snapshots) {
		check->unreadable += snapshot->state == SNAPSHOT_UNREADABLE;
		check->seen += snapshot->samples;
	}
	vec_each (const struct measure_fault, fault, &check->measures->faults) {
		check->notes += fault->is_note;
		check->faults += !fault->is_note;
	}
}

#define UNREADABLE "unreadable"

/* As `lintel check` reports it. */
static struct str rule_of(const struct measure_fault *fault)
{
	return own_rules[own_telemetry(fault->kind)].id;
}

/* "error[lintel/telemetry/stale]: latency: what is wrong", the place, the remedy. */
static void write_fault(const struct telemetry_check *check, const struct measure_fault *fault,
		struct buf *out)
{
	if (fault->is_note) {
		buf_add_cstr(out, check->has_color ? "\033[1;36mnote\033[0m" : "note");
	} else {
		show_severity(SEVERITY_ERROR, check->has_color, out);
	}
	buf_fmt(out, "[" STR_FMT "]: ", STR_ARG(rule_of(fault)));
	if (fault->subject.len) {
		escape_text(out, fault->subject);
		buf_add_cstr(out, ": ");
	}
	escape_text(out, fault->text);
	if (fault->place.path.len) {
		buf_add_cstr(out, "\n  ");
		show_place(&fault->place, out);
	}
	if (fault->remedy.len) {
		buf_add_cstr(out, "\n  mend   ");
		escape_prose(out, fault->remedy);
	}
	buf_add_char(out, '\n');
}

/* A snapshot that cannot be read, in the form of a fault. */
static struct measure_fault refusal_of(const struct snapshot *snapshot)
{
	return (struct measure_fault){
		.kind = STR(UNREADABLE),
		.subject = snapshot->path,
		.text = snapshot->problem,
		.remedy = snapshot->remedy,
		.place = snapshot->place,
	};
}

static void count_write(struct buf *out, uint64_t count, const char *one, const char *many)
{
	buf_fmt(out, "%llu %s", (unsigned long long)count, count == 1 ? one : many);
}

static void write_text(const struct telemetry_check *check, struct buf *out)
{
	const struct measures *measures = check->measures;

	vec_each (const struct snapshot, snapshot, &measures->snapshots) {
		if (snapshot->state == SNAPSHOT_UNREADABLE) {
			struct measure_fault refusal = refusal_of(snapshot);
			write_fault(check, &refusal, out);
		}
	}
	vec_each (const struct measure_fault, fault, &measures->faults) {
		write_fault(check, fault, out);
	}
	count_write(out, measures->snapshots.len, "snapshot", "snapshots");
	buf_add_cstr(out, ", ");
	count_write(out, check->metrics->len, "metric", "metrics");
	buf_add_cstr(out, ", ");
	count_write(out, measures->sample_count, "sample", "samples");
	buf_fmt(out, " of them (%llu in all)\n", (unsigned long long)check->seen);
	buf_fmt(out, "%zu unreadable \xc2\xb7 ", check->unreadable);
	count_write(out, check->faults, "fault", "faults");
	buf_add_cstr(out, " \xc2\xb7 ");
	count_write(out, check->notes, "note", "notes");
	buf_add_char(out, '\n');
}

static void json_place(struct json_writer *json, const struct place *place)
{
	json_member_str(json, "path", place->path);
	if (place->line) {
		json_member_num(json, "line", place->line);
	}
	if (place->column) {
		json_member_num(json, "column", place->column);
	}
}

static void json_moment(struct json_writer *json, const char *key, moment at)
{
	char text[DATE_MOMENT_SIZE];

	if (at != MOMENT_EVER) {
		date_write_moment(at / MOMENT_SECOND - (at % MOMENT_SECOND < 0), text);
		json_member_str(json, key, str_of(text));
	}
}

static void json_snapshot(struct json_writer *json, const struct snapshot *snapshot)
{
	char hex[HASH_HEX_SIZE];

	hash_hex(snapshot->content, hex);
	json_object(json);
	json_place(json, &snapshot->place);
	json_member_str(json, "format", snapshot->format);
	json_member_bool(json, "readable", snapshot->state == SNAPSHOT_READ);
	if (snapshot->problem.len) {
		json_member_str(json, "problem", snapshot->problem);
		json_member_str(json, "remedy", snapshot->remedy);
	}
	json_moment(json, "collected_at", snapshot->collected_at);
	json_member_num(json, "samples", (int64_t)snapshot->samples);
	json_member_str(json, "hash", str_of(hex));
	json_end(json);
}

static void json_fault(struct json_writer *json, const struct measure_fault *fault)
{
	json_object(json);
	json_member_str(json, "rule", rule_of(fault));
	json_member_str(json, "kind", fault->kind);
	json_member_str(json, "subject", fault->subject);
	json_member_str(json, "text", fault->text);
	json_member_str(json, "remedy", fault->remedy);
	json_place(json, &fault->place);
	json_member_bool(json, "note", fault->is_note);
	json_end(json);
}

static void write_json(const struct telemetry_check *check, struct buf *out)
{
	struct json_writer json;

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_moment(&json, "as_of", check->run->options.as_of * MOMENT_SECOND);
	json_key(&json, "snapshots");
	json_array(&json);
	vec_each (const struct snapshot, snapshot, &check->measures->snapshots) {
		json_snapshot(&json, snapshot);
	}
	json_end(&json);
	json_key(&json, "faults");
	json_array(&json);
	vec_each (const struct measure_fault, fault, &check->measures->faults) {
		json_fault(&json, fault);
	}
	json_end(&json);
	json_key(&json, "counts");
	json_object(&json);
	json_member_num(&json, "metrics", (int64_t)check->metrics->len);
	json_member_num(&json, "samples", (int64_t)check->measures->sample_count);
	json_member_num(&json, "unreadable", (int64_t)check->unreadable);
	json_member_num(&json, "faults", (int64_t)check->faults);
	json_member_num(&json, "notes", (int64_t)check->notes);
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

static enum exit_code check_data(struct cli *cli, struct session *session, enum check_format format)
{
	struct measures measures;
	struct metrics metrics;
	struct buf out;

	if (!session_measures(session, false, &measures, &metrics)) {
		return EXIT_ERROR;
	}
	struct telemetry_check check = {
		.run = &session->run,
		.measures = &measures,
		.metrics = &metrics,
		.has_color = cli->out_terminal.has_color,
	};
	count_all(&check);
	buf_init(&out);
	format == CHECK_JSON ? write_json(&check, &out) : write_text(&check, &out);
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return check.unreadable ? EXIT_ERROR : check.faults ? EXIT_FAILS : EXIT_HOLDS;
}

static enum exit_code telemetry_check_run(struct cli *cli, const void *target)
{
	const struct telemetry_check_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options)) {
		code = check_data(cli, &session, (enum check_format)settings->format);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct telemetry_check_settings, member)

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option check_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table check_table = { "What is shown", check_options,
	COUNT_OF(check_options) };

const struct command command_telemetry_check = {
	.name = "telemetry check",
	.summary = "find what is wrong with telemetry snapshots",
	.operands = "",
	.about =
			(const char *const[]){
					"Reads all snapshots that lintel.yaml names and binds the declared metrics. Exits "
					"with 2 if a snapshot cannot be read as its format, with 1 if data is not fit to "
					"be evidence (old, ambiguous, in the wrong unit, from the future, twice), with 0 "
					"otherwise. Notes, such as a value far from what it was, change nothing.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel telemetry check",
							"before snapshots are committed" },
					{ "lintel telemetry check --as-of 2026-11-21 --format json",
							"as on that day, for a script" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &check_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct telemetry_check_settings),
	.prepare = run_settings_prepare,
	.run = telemetry_check_run,
};
