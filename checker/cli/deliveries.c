/* SPDX-License-Identifier: MIT */
#include "cli/deliveries.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/suggest.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define SUMMARY_VARIABLE "GITHUB_STEP_SUMMARY"

static const struct report *find(struct str name, struct arena *arena, struct err *err)
{
	const struct report *report = report_find(name);
	if (report) {
		return report;
	}

	struct str *names = arena_new_array(arena, struct str, report_count);
	struct buf list;
	buf_init(&list);
	for (size_t i = 0; i < report_count; i++) {
		names[i] = str_of(reports[i].name);
		buf_fmt(&list, "%s%s", i ? ", " : "", reports[i].name);
	}
	struct str near = suggest(name, names, report_count);
	if (near.len) {
		(void)err_set(err, "unknown format '" STR_FMT "', did you mean '" STR_FMT "'?",
				STR_ARG(name), STR_ARG(near));
	} else {
		(void)err_set(err, "unknown format '" STR_FMT "': it is one of %s", STR_ARG(name),
				list.p);
	}
	buf_finish(&list);
	return NULL;
}

static bool add(struct deliveries *deliveries, const struct report *report, struct str path,
		struct err *err)
{
	if (str_eq(path, STR("-"))) {
		path = STR("");
	}
	vec_each (const struct delivery, other, &deliveries->list) {
		if (str_eq(other->path, path)) {
			return err_set(err, "both '%s' and '%s' would go to %s" STR_FMT "%s",
					other->report->name, report->name,
					path.len ? "'" : "standard output", STR_ARG(path),
					path.len ? "'; give one of them another file: --output "
						   "FORMAT=FILE"
						 : "; give one of them a file: --output "
						   "FORMAT=FILE");
		}
	}
	*vec_add(&deliveries->list, deliveries->arena) = (struct delivery){ report, path };
	return true;
}

/* "sarif=x.sarif" is a pair; "./a=b" and "x.json" are files. */
static bool is_pair(struct str output)
{
	struct str format = str_slice(output, 0, str_find(output, '='));
	return format.len < output.len && str_find(format, '/') == format.len;
}

bool deliveries_plan(struct deliveries *deliveries, struct arena *arena,
		const struct texts *formats, const struct texts *outputs, struct err *err)
{
	struct texts plain = { 0 };

	*deliveries = (struct deliveries){ .arena = arena };
	vec_each (const struct str, output, outputs) {
		if (!is_pair(*output)) {
			*vec_add(&plain, arena) = *output;
			continue;
		}
		size_t equals = str_find(*output, '=');
		const struct report *report = find(str_slice(*output, 0, equals), arena, err);
		if (!report || !add(deliveries, report, str_from(*output, equals + 1), err)) {
			return false;
		}
	}
	if (plain.len > (formats->len ? formats->len : 1)) {
		return err_set(err,
				"--output '" STR_FMT "' has no --format of its own; write "
				"--output FORMAT=FILE",
				STR_ARG(plain.p[plain.len - 1]));
	}

	/* The first --output FILE is for the first --format, and so on. */
	for (size_t i = 0; i < formats->len; i++) {
		const struct report *report = find(formats->p[i], arena, err);
		struct str path = i < plain.len ? plain.p[i] : STR("");
		if (!report || !add(deliveries, report, path, err)) {
			return false;
		}
	}
	if (formats->len) {
		return true;
	}

	/* Reports for machines in files; people still want to read something. */
	struct str path = plain.len ? plain.p[0] : STR("");
	vec_each (const struct delivery, other, &deliveries->list) {
		if (other->path.len == 0 && path.len == 0) {
			return true;
		}
	}
	return add(deliveries, find(STR("text"), arena, err), path, err);
}

static bool append(struct str path, struct str text, struct err *err)
{
	struct output file = { .fd = open(path.p, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
					       0666) };

	if (file.fd < 0) {
		return err_set(err, "cannot open '" STR_FMT "': %s", STR_ARG(path),
				err_errno(errno));
	}
	output_write(&file, text);
	if (close(file.fd) != 0 && !file.error) {
		file.error = errno;
	}
	return !file.error
	       || err_set(err, "cannot write '" STR_FMT "': %s", STR_ARG(path),
			       err_errno(file.error));
}

static bool add_summary(
		const struct report_facts *facts, const struct report_style *style, struct err *err)
{
	const char *path = getenv(SUMMARY_VARIABLE);
	const struct report *report = report_find(STR("github-summary"));
	struct buf text;

	if (!path || !*path || !report) {
		return true;
	}
	buf_init(&text);
	report->write(facts, style, &text);
	bool is_good = append(str_of(path), buf_str(&text), err);
	buf_finish(&text);
	return is_good;
}

bool text_deliver(struct cli *cli, struct str path, struct str text, struct err *err)
{
	if (path.len) {
		return file_write(path, text, err);
	}
	output_write(&cli->out, text);
	return true;
}

bool deliveries_write(const struct deliveries *deliveries, struct cli *cli,
		const struct report_facts *facts, const struct report_style *style, struct err *err)
{
	bool is_good = true;
	struct buf text;

	buf_init(&text);
	vec_each (const struct delivery, delivery, &deliveries->list) {
		struct report_style own = *style;
		own.has_color = style->has_color && delivery->path.len == 0;
		buf_clear(&text);
		delivery->report->write(facts, &own, &text);
		if (!text_deliver(cli, delivery->path, buf_str(&text), err)) {
			is_good = false;
			break;
		}
		if (str_eq(str_of(delivery->report->name), STR("github"))
				&& !add_summary(facts, style, err)) {
			is_good = false;
			break;
		}
	}
	buf_finish(&text);
	return is_good;
}
