/* SPDX-License-Identifier: MIT */
/*
 * CSV as RFC 4180 has it, one sample a row:
 *
 *	timestamp,metric,labels,value,unit
 *	2026-11-21T04:00:00Z,latency_p99,service=web;zone=eu,0.412,s
 *
 * The header is required and says the columns, in any order.  `type` and
 * `events` are known too; any other column is a label.  A time in seconds since
 * 1970 stands in a column timestamp_s, and likewise _ms, _us, _ns.
 *
 * A row is cut into cells; what says the series is remembered as it is spelled,
 * so that labels are understood once for each series and not for each row.
 */
#include "sources/telemetry/sink.h"

#include "base/arena.h"
#include "base/quantity.h"
#include "base/suggest.h"
#include "base/timestamp.h"
#include "base/utf8.h"

#include <math.h>

#define COLUMNS_MOST 64
#define LABELS_MOST 64
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

enum role {
	ROLE_LABEL,
	ROLE_TIMESTAMP,
	ROLE_METRIC,
	ROLE_LABELS,
	ROLE_VALUE,
	ROLE_UNIT,
	ROLE_TYPE,
	ROLE_EVENTS,
	ROLES,
};

static const struct column_word {
	struct str word;
	enum role role;
	/* ROLE_TIMESTAMP: how many of it are a second; 0 is RFC 3339. */
	int64_t per_second;
} column_words[] = {
	{ STR_INIT("timestamp"), ROLE_TIMESTAMP, 0 },
	{ STR_INIT("metric"), ROLE_METRIC, 0 },
	{ STR_INIT("labels"), ROLE_LABELS, 0 },
	{ STR_INIT("value"), ROLE_VALUE, 0 },
	{ STR_INIT("unit"), ROLE_UNIT, 0 },
	{ STR_INIT("type"), ROLE_TYPE, 0 },
	{ STR_INIT("events"), ROLE_EVENTS, 0 },
	{ STR_INIT("timestamp_s"), ROLE_TIMESTAMP, 1 },
	{ STR_INIT("timestamp_ms"), ROLE_TIMESTAMP, 1000 },
	{ STR_INIT("timestamp_us"), ROLE_TIMESTAMP, 1000000 },
	{ STR_INIT("timestamp_ns"), ROLE_TIMESTAMP, 1000000000 },
};

/* What the header says. */
struct header {
	struct str names[COLUMNS_MOST];
	enum role roles[COLUMNS_MOST];
	size_t count;
	/* The column of each role; SIZE_MAX if there is none. */
	size_t of_role[ROLES];
	/* The columns that decide about the series. */
	size_t of_series[COLUMNS_MOST];
	size_t series_count;
	int64_t per_second;
};

/* A reader at the beginning of a row. */
struct csv {
	struct sink *sink;
	const struct header *header;
	struct str text;
	size_t at;
	/* Of the row's first and last line. */
	uint32_t line;
	uint32_t next_line;
	size_t row_begin;
	/* Cells as written, quotes and all. */
	struct str cells[COLUMNS_MOST];
	size_t cell_count;
	char *spelling;
	size_t spelling_room;
	struct buf unquoted;
};

static bool refuse(struct csv *csv, struct str cell, struct str remedy, const char *problem)
{
	/* STR("") is no cell of the text. */
	bool is_cell = cell.p >= csv->text.p + csv->row_begin && cell.p <= csv->text.p + csv->at;
	size_t column = is_cell ? (size_t)(cell.p - csv->text.p) - csv->row_begin + 1 : 1;
	size_t shown = cell.len > 60 ? 60 : cell.len;

	return shown ? sink_refuse(csv->sink, csv->line, (uint32_t)column, remedy,
				       "'" STR_FMT "' %s", (int)shown, cell.p, problem)
		     : sink_refuse(csv->sink, csv->line, (uint32_t)column, remedy, "%s", problem);
}

/* Takes a quoted cell from its quote on; false, without a word, if it has no proper end. */
static bool quoted_take(struct csv *csv)
{
	struct str text = csv->text;

	csv->at++;
	for (;;) {
		const char *quote = csv->at < text.len ? memchr(text.p + csv->at, '"',
									 text.len - csv->at)
						       : NULL;
		if (!quote) {
			return false;
		}
		for (; text.p + csv->at < quote; csv->at++) {
			csv->next_line += text.p[csv->at] == '\n';
		}
		csv->at++;
		if (csv->at == text.len || text.p[csv->at] != '"') {
			break;
		}
		csv->at++;
	}
	char next = csv->at < text.len ? text.p[csv->at] : '\n';
	return next == ',' || next == '\n' || next == '\r';
}

static bool cell_take(struct csv *csv, struct str *cell)
{
	struct str text = csv->text;
	size_t begin = csv->at;

	if (begin < text.len && text.p[begin] == '"') {
		if (!quoted_take(csv)) {
			return refuse(csv, STR(""),
					STR("a cell in quotes ends with a quote, and a "
					    "quote within it is written twice"),
					"a quote stands where none can");
		}
	} else {
		while (csv->at < text.len && text.p[csv->at] != ',' && text.p[csv->at] != '\n'
				&& text.p[csv->at] != '\r') {
			if (text.p[csv->at++] == '"') {
				return refuse(csv, str_slice(text, begin, csv->at),
						STR("put the whole cell into quotes"),
						"has a quote within");
			}
		}
	}
	*cell = str_slice(text, begin, csv->at);
	return true;
}

/* Moves behind the end of a line, or stays where the text ends. */
static bool line_end_take(struct csv *csv)
{
	struct str text = csv->text;

	if (csv->at < text.len && text.p[csv->at] == '\r') {
		csv->at++;
		if (csv->at < text.len && text.p[csv->at] != '\n') {
			return refuse(csv, STR(""), STR("lines end with LF or CRLF"),
					"a carriage return stands alone");
		}
	}
	csv->at += csv->at < text.len;
	csv->next_line++;
	return true;
}

/* Cuts the next row into cells. */
static bool row_take(struct csv *csv)
{
	csv->cell_count = 0;
	csv->line = csv->next_line;
	csv->row_begin = csv->at;
	for (;;) {
		if (csv->cell_count == COLUMNS_MOST) {
			return refuse(csv, STR(""), STR(""), "a row has at most 64 cells");
		}
		if (!cell_take(csv, &csv->cells[csv->cell_count])) {
			return false;
		}
		csv->cell_count++;
		if (csv->at == csv->text.len || csv->text.p[csv->at] != ',') {
			return line_end_take(csv);
		}
		csv->at++;
	}
}

/* What a cell says, without its quotes; valid until the next one. */
static struct str cell_text(struct csv *csv, struct str cell)
{
	if (cell.len == 0 || cell.p[0] != '"') {
		return cell;
	}
	buf_clear(&csv->unquoted);
	for (size_t i = 1; i + 1 < cell.len; i++) {
		buf_add_char(&csv->unquoted, cell.p[i]);
		i += cell.p[i] == '"';
	}
	return buf_str(&csv->unquoted);
}

static struct str role_cell(const struct csv *csv, enum role role)
{
	size_t column = csv->header->of_role[role];
	return column == SIZE_MAX ? STR("") : csv->cells[column];
}

/* ---- the series of a row ---- */

static bool type_read(struct csv *csv, struct str cell, enum measure_type *type)
{
	struct str word = cell_text(csv, cell);

	*type = MEASURE_UNTYPED;
	for (unsigned i = 0; word.len && measure_type_words[i]; i++) {
		/* A row holds one number, and a histogram is many. */
		if (str_eq(word, str_of(measure_type_words[i])) && i != MEASURE_HISTOGRAM) {
			*type = (enum measure_type)i;
			return true;
		}
	}
	return word.len == 0
	       || refuse(csv, cell,
			       STR("a type is counter, gauge, quantile, ratio, delta or untyped"),
			       "is no type of a sample");
}

static bool label_add(struct csv *csv, struct str cell, struct label label, struct label *labels,
		size_t *count)
{
	for (size_t i = 0; i < *count; i++) {
		if (str_eq(labels[i].name, label.name)) {
			return refuse(csv, cell, STR("name each label once"), "repeats a label");
		}
	}
	if (*count == LABELS_MOST) {
		return refuse(csv, STR(""), STR(""), "a series has at most 64 labels");
	}
	labels[(*count)++] = label;
	return true;
}

/* "service=web;zone=eu" */
static bool labels_split(struct csv *csv, struct str cell, struct label *labels, size_t *count)
{
	struct arena *arena = sink_scratch(csv->sink);
	struct str rest = str_dup(arena, cell_text(csv, cell));
	size_t begin = 0;

	for (size_t i = 0; i <= rest.len && rest.len; i++) {
		if (i < rest.len && rest.p[i] != ';' && rest.p[i] != ',') {
			continue;
		}
		struct str part = str_trim(str_slice(rest, begin, i));
		size_t equals = str_find(part, '=');
		begin = i + 1;
		if (equals == 0 || equals == part.len) {
			return refuse(csv, cell,
					STR("labels are written service=web;zone=eu; one whose value "
					    "has a ';' or ',' gets a column of its own"),
					"is no list of labels");
		}
		struct label label = { str_slice(part, 0, equals), str_from(part, equals + 1) };
		if (!label_add(csv, cell, label, labels, count)) {
			return false;
		}
	}
	return true;
}

static bool labels_collect(struct csv *csv, struct label *labels, size_t *count)
{
	struct arena *arena = sink_scratch(csv->sink);

	for (size_t i = 0; i < csv->header->count; i++) {
		struct str cell = csv->cells[i];
		if (csv->header->roles[i] == ROLE_LABELS
				&& !labels_split(csv, cell, labels, count)) {
			return false;
		}
		/* An empty label is none. */
		struct str text = csv->header->roles[i] == ROLE_LABEL ? cell_text(csv, cell)
								      : STR("");
		if (text.len
				&& !label_add(csv, cell,
						(struct label){ csv->header->names[i],
								str_dup(arena, text) },
						labels, count)) {
			return false;
		}
	}
	return true;
}

static bool series_read(struct csv *csv, uint32_t *series)
{
	struct arena *arena = sink_scratch(csv->sink);
	struct str metric = role_cell(csv, ROLE_METRIC);
	struct str row = str_slice(csv->text, csv->row_begin, csv->at);
	struct series_about about = { .place = { .line = csv->line, .column = 1 } };
	struct label labels[LABELS_MOST];
	size_t count = 0;

	if (utf8_valid(row) < row.len) {
		return refuse(csv, STR(""), STR("save the file as UTF-8"),
				"the row has a byte that is no UTF-8");
	}
	if (!type_read(csv, role_cell(csv, ROLE_TYPE), &about.type)
			|| !labels_collect(csv, labels, &count)) {
		return false;
	}
	about.unit = str_dup(arena, str_trim(cell_text(csv, role_cell(csv, ROLE_UNIT))));
	struct str name = str_dup(arena, cell_text(csv, metric));
	if (name.len == 0) {
		return refuse(csv, STR(""), STR("name it in the column `metric`"),
				"a row without a metric");
	}
	*series = sink_series(csv->sink, name, labels, count, &about);
	return true;
}

/* What decides about the series of a row, as it is written: a comma behind each cell. */
static struct str spelling_make(struct csv *csv)
{
	const struct header *header = csv->header;
	char *to = csv->spelling;

	if (csv->at - csv->row_begin + COLUMNS_MOST > csv->spelling_room) {
		csv->spelling_room = 2 * (csv->at - csv->row_begin) + COLUMNS_MOST;
		to = csv->spelling = arena_alloc(sink_scratch(csv->sink), csv->spelling_room);
	}
	for (size_t i = 0; i < header->series_count; i++) {
		struct str cell = csv->cells[header->of_series[i]];
		memcpy(to, cell.p, cell.len);
		to += cell.len;
		*to++ = ',';
	}
	return (struct str){ csv->spelling, (size_t)(to - csv->spelling) };
}

/* Finds the series of a row by how it is spelled. */
static bool series_find(struct csv *csv, uint32_t *series)
{
	struct str spelling = spelling_make(csv);

	if (sink_known(csv->sink, spelling, series)) {
		return true;
	}
	if (!series_read(csv, series)) {
		return false;
	}
	sink_remember(csv->sink, spelling, *series);
	return true;
}

/* ---- the sample of a row ---- */

static bool epoch_read(struct csv *csv, struct str text, moment *at)
{
	double value;
	uint64_t whole;
	int64_t per_second = csv->header->per_second;

	if (str_to_u64(text, &whole) && per_second >= MOMENT_SECOND) {
		*at = (moment)(whole / (uint64_t)(per_second / MOMENT_SECOND));
		return true;
	}
	/* Beyond this no moment is. */
	if (!number_read(text, &value) || !(fabs(value) < 9e15 * (double)per_second)) {
		return false;
	}
	*at = (moment)floor(value * MOMENT_SECOND / (double)per_second + 0.5);
	return true;
}

static bool time_read(struct csv *csv, moment *at)
{
	struct str cell = role_cell(csv, ROLE_TIMESTAMP);
	struct str text = cell_text(csv, cell);
	double number;

	*at = MOMENT_EVER;
	if (text.len == 0) {
		return true;
	}
	if (csv->header->per_second) {
		return epoch_read(csv, text, at)
		       || refuse(csv, cell,
				       STR("with a column `timestamp` times are written "
					   "2026-11-21T04:00:00Z"),
				       "is no number of seconds");
	}
	if (timestamp_read(text, at)) {
		return true;
	}
	if (number_read(text, &number)) {
		return refuse(csv, cell,
				STR("call the column timestamp_s, timestamp_ms, timestamp_us "
				    "or timestamp_ns"),
				"does not say whether it counts seconds or thousandths");
	}
	return refuse(csv, cell,
			csv->cells[0].len && csv->cells[0].p[0] == '#'
					? STR("CSV has no comments")
					: STR("write it as 2026-11-21T04:00:00Z, with its Z or offset"),
			"is no time");
}

static bool value_read(struct csv *csv, struct str cell, double *value)
{
	struct str text = cell_text(csv, cell);

	if (number_read(text, value)) {
		return true;
	}
	bool has_comma = str_find(text, ',') < text.len;
	return refuse(csv, cell,
			has_comma ? STR("the decimal point is a point: 0.412")
				  : STR("a missing value is an empty cell"),
			"is no number");
}

static bool row_read(struct csv *csv)
{
	struct str value_cell = role_cell(csv, ROLE_VALUE);
	struct str events_cell = role_cell(csv, ROLE_EVENTS);
	uint32_t series;
	moment at;
	double value;
	double events = -1;

	if (!series_find(csv, &series) || !time_read(csv, &at)) {
		return false;
	}
	if (value_cell.len == 0 || str_eq(value_cell, STR("\"\""))) {
		sink_gap(csv->sink, series, at);
		return true;
	}
	if (!value_read(csv, value_cell, &value)
			|| (events_cell.len && !value_read(csv, events_cell, &events))) {
		return false;
	}
	if (events_cell.len && !(events >= 0)) {
		return refuse(csv, events_cell, STR("leave the cell empty if nobody counted"),
				"is no number of events");
	}
	sink_sample(csv->sink, series, at, value, events);
	return true;
}

static void csv_init(struct csv *csv, struct sink *sink, struct str text)
{
	*csv = (struct csv){ .sink = sink, .text = text, .next_line = 1 };
	buf_init(&csv->unquoted);
}

static void csv_finish(struct csv *csv)
{
	buf_finish(&csv->unquoted);
}

static bool rows_read(struct sink *sink, struct str text, const void *ctx)
{
	struct csv csv;
	bool is_good = true;

	csv_init(&csv, sink, text);
	csv.header = ctx;
	while (is_good && csv.at < text.len) {
		is_good = row_take(&csv);
		/* An empty line says nothing, and many files end with one. */
		if (!is_good || (csv.cell_count == 1 && csv.cells[0].len == 0)) {
			continue;
		}
		sink_line(sink, csv.line);
		if (csv.cell_count != csv.header->count) {
			is_good = sink_refuse(sink, csv.line, 1,
					STR("a cell with a comma in it stands in quotes; the decimal "
					    "point is a point"),
					"%zu cells where the header has %zu", csv.cell_count,
					csv.header->count);
			continue;
		}
		is_good = row_read(&csv);
		sink_passed(sink, text.p + csv.at);
	}
	csv_finish(&csv);
	return is_good;
}

/* ---- the header ---- */

static bool column_set(struct csv *csv, struct header *header, size_t i)
{
	struct str cell = csv->cells[i];
	struct str name = str_dup(sink_scratch(csv->sink), str_trim(cell_text(csv, cell)));

	header->names[i] = name;
	header->roles[i] = ROLE_LABEL;
	if (name.len == 0) {
		return refuse(csv, cell, STR("name every column"), "a column without a name");
	}
	for (size_t k = 0; k < i; k++) {
		if (str_eq(header->names[k], name)) {
			return refuse(csv, cell, STR("name each column once"), "is there twice");
		}
	}
	for (size_t k = 0; k < COUNT_OF(column_words); k++) {
		const struct column_word *known = &column_words[k];
		if (!str_eq(known->word, name)) {
			continue;
		}
		if (header->of_role[known->role] != SIZE_MAX) {
			return refuse(csv, cell, STR("leave one of them out"),
					"is a second column of times");
		}
		header->roles[i] = known->role;
		header->of_role[known->role] = i;
		header->per_second = known->per_second ? known->per_second : header->per_second;
	}
	return true;
}

/* A column that must be there: what else might have been meant by it. */
static bool column_demand(struct csv *csv, const struct header *header, enum role role)
{
	struct arena *arena = sink_scratch(csv->sink);
	const char *word = role == ROLE_TIMESTAMP ? "timestamp"
			   : role == ROLE_METRIC  ? "metric"
						  : "value";
	struct str near = suggest(str_of(word), header->names, header->count);
	bool has_semicolon = header->count == 1
			     && str_find(header->names[0], ';') < header->names[0].len;

	if (header->of_role[role] != SIZE_MAX) {
		return true;
	}
	return sink_refuse(csv->sink, 1, 1,
			has_semicolon ? STR("cells are separated by commas")
			: near.len    ? str_fmt(arena, "call '" STR_FMT "' %s", STR_ARG(near), word)
				      : STR("the first line names the columns: "
					       "timestamp,metric,labels,value,unit"),
			"there is no column '%s'", word);
}

static bool header_read(struct csv *csv, struct header *header)
{
	for (size_t i = 0; i < ROLES; i++) {
		header->of_role[i] = SIZE_MAX;
	}
	if (str_starts(csv->text, STR("\xff\xfe")) || str_starts(csv->text, STR("\xfe\xff"))) {
		return sink_refuse(csv->sink, 1, 1, STR("save it as UTF-8"), "this is UTF-16");
	}
	if (!row_take(csv)) {
		return false;
	}
	for (size_t i = 0; i < csv->cell_count; i++) {
		if (!column_set(csv, header, i)) {
			return false;
		}
	}
	header->count = csv->cell_count;
	for (size_t i = 0; i < header->count; i++) {
		enum role role = header->roles[i];
		if (role != ROLE_TIMESTAMP && role != ROLE_VALUE && role != ROLE_EVENTS) {
			header->of_series[header->series_count++] = i;
		}
	}
	return column_demand(csv, header, ROLE_TIMESTAMP) && column_demand(csv, header, ROLE_METRIC)
	       && column_demand(csv, header, ROLE_VALUE);
}

bool csv_read(struct sink *sink, struct str text)
{
	struct header header = { .count = 0 };
	struct csv csv;

	if (str_starts(text, STR(BYTE_ORDER_MARK))) {
		text = str_from(text, sizeof(BYTE_ORDER_MARK) - 1);
	}
	if (text.len == 0) {
		return sink_refuse(sink, 0, 0,
				STR("the first line names the columns: timestamp,metric,labels,value,unit"),
				"the file is empty");
	}
	csv_init(&csv, sink, text);
	bool is_good = header_read(&csv, &header)
		       && sink_parts(sink, str_from(text, csv.at), csv.next_line, '"', rows_read,
				       &header);
	csv_finish(&csv);
	return is_good;
}
