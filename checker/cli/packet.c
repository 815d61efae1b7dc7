/* SPDX-License-Identifier: MIT */
#include "cli/packet.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/path.h"
#include "engine/governing.h"
#include "engine/run.h"
#include "reports/escape.h"
#include "reviews/life.h"

/* Of a part of a record, so much is quoted. */
#define HEADLINE_MAX 300
/* Modules, rules and atoms of one decision; a longer list is cut, and says so. */
#define LIST_MAX 20

/* What domain.md calls the ends of a review, "looks good" not among them. */
static const char *const outcomes[] = {
	"keep it, with the trade-offs named",
	"a spike, with a question and a day",
	"a contract test first",
	"redraw a boundary",
	"add an operational control",
	"defer, until a day",
	"a checkpoint of the migration",
	"supersede it with another decision",
};

struct packet {
	const struct run *run;
	const struct due *due;
	struct arena *arena;
	struct buf *out;
};

static void text(const struct packet *packet, struct str words)
{
	struct buf line;

	/* One line: Markdown knows of paragraphs. */
	buf_init(&line);
	escape_prose(&line, words);
	escape_markdown(packet->out, buf_str(&line));
	buf_finish(&line);
}

/* What somebody wrote for a machine: as it stands, and nothing in it is markup. */
static void code(const struct packet *packet, struct str words)
{
	if (str_find(words, '`') < words.len || str_trim(words).len == 0) {
		text(packet, words);
		return;
	}
	buf_add_char(packet->out, '`');
	escape_prose(packet->out, words);
	buf_add_char(packet->out, '`');
}

static void item(const struct packet *packet, const char *name, struct str words)
{
	if (words.len) {
		buf_fmt(packet->out, "- %s: ", name);
		text(packet, words);
		buf_add_char(packet->out, '\n');
	}
}

static struct str day_text(const struct packet *packet, date_day day)
{
	return moment_day((moment)day * MOMENT_DAY, packet->arena);
}

/* Whether a line is only markup: a heading, a fence, a table's line, a comment. */
static bool is_markup(struct str line)
{
	return line.len == 0 || strchr("#`~|<>", line.p[0]) || str_starts(line, STR("---"));
}

/* The first sentence of a part, or as much of it as fits. */
static struct str headline(
		const struct packet *packet, struct str record, const struct decision_part *part)
{
	struct buf words;
	struct str line;
	uint32_t number = 0;

	buf_init(&words);
	while (record.len && str_split(&record, '\n', &line) && number < part->last_line) {
		line = str_trim(line);
		if (++number < part->first_line || (is_markup(line) && words.len == 0)) {
			continue;
		}
		if (is_markup(line) || words.len > HEADLINE_MAX) {
			break;
		}
		buf_add_cstr(&words, words.len ? " " : "");
		buf_add(&words, line);
	}
	struct str all = str_dup(packet->arena, buf_str(&words));
	buf_finish(&words);
	for (size_t i = 0; i + 1 < all.len && i < HEADLINE_MAX; i++) {
		if (strchr(".!?", all.p[i]) && all.p[i + 1] == ' ') {
			return str_slice(all, 0, i + 1);
		}
	}
	if (all.len <= HEADLINE_MAX) {
		return all;
	}
	struct str cut = str_slice(all, 0, HEADLINE_MAX);
	cut = str_slice(cut, 0, str_find_last(cut, ' '));
	return str_fmt(packet->arena, STR_FMT " \xe2\x80\xa6", STR_ARG(cut));
}

static void write_parts(const struct packet *packet, const struct decision *decision)
{
	static const char *const names[PARTS] = {
		[PART_CONTEXT] = "Context",
		[PART_DECISION] = "Decision",
		[PART_ALTERNATIVES] = "Alternatives",
		[PART_CONSEQUENCES] = "Consequences",
	};
	struct str record;
	struct err err;

	if (!root_read_text(&packet->run->root, packet->arena, decision->path,
			    packet->run->options.max_record_size, &record, &err)) {
		item(packet, "The record", str_of(err.text));
		return;
	}
	for (unsigned i = 0; i < PARTS; i++) {
		const struct decision_part *part = &decision->parts[i];
		if (!names[i]) {
			continue;
		}
		item(packet, names[i],
				part->is_there && !part->is_empty ? headline(packet, record, part)
								  : STR("not stated"));
	}
}

/* "a, b, c and 4 more" */
struct names {
	size_t count;
	struct buf text;
};

static void name_add(struct names *names, const struct packet *packet, struct str name)
{
	if (names->count++ < LIST_MAX) {
		const struct packet inner = { packet->run, packet->due, packet->arena,
			&names->text };
		buf_add_cstr(&names->text, names->text.len ? ", " : "");
		text(&inner, name);
	}
}

static void names_write(struct names *names, const struct packet *packet, const char *title)
{
	if (names->count) {
		buf_fmt(packet->out, "- %s: " STR_FMT, title, STR_ARG(buf_str(&names->text)));
		if (names->count > LIST_MAX) {
			buf_fmt(packet->out, " and %zu more", names->count - LIST_MAX);
		}
		buf_add_char(packet->out, '\n');
	}
	buf_finish(&names->text);
}

static bool affects_file(struct str what, struct str path)
{
	struct err err;
	struct str below;

	if (str_starts(what, STR("path:"))) {
		what = str_from(what, 5);
	}
	return path_below(what, path, &below)
	       || (glob_is_pattern(what) && glob_check(what, &err) && glob_match(what, path));
}

/* The modules that the record names, or whose files it names. */
static void write_modules(const struct packet *packet, const struct decision *decision)
{
	const struct code *tree = packet->run->code;
	uint8_t *is_named = arena_new_array(packet->arena, uint8_t, tree->module_count);
	struct names names = { 0 };

	for (size_t i = 0; i < decision->affects.len && i < LIST_MAX; i++) {
		struct str what = decision->affects.p[i];
		for (size_t k = 0; k < tree->module_count; k++) {
			is_named[k] |= str_eq(tree->modules[k].name, what);
		}
		for (size_t k = 0; k < tree->file_count; k++) {
			const struct code_file *file = &tree->files[k];
			if (file->module != NONE && !is_named[file->module]
					&& affects_file(what, file->path)) {
				is_named[file->module] = 1;
			}
		}
	}
	for (size_t i = 0; i < tree->module_count; i++) {
		const struct code_module *module = &tree->modules[i];
		if (is_named[i]) {
			struct str name = module->name;
			if (module->owner.len) {
				name = str_fmt(packet->arena, STR_FMT " (" STR_FMT ")",
						STR_ARG(module->name), STR_ARG(module->owner));
			}
			name_add(&names, packet, name);
		}
	}
	names_write(&names, packet, "Modules");
}

static bool is_behind(const struct packet *packet, struct str adr, const struct decision *decision)
{
	return adr.len && decision_find(&packet->run->governing->decisions, adr) == decision;
}

static void write_rules(const struct packet *packet, const struct decision *decision)
{
	const struct run *run = packet->run;
	struct names rules = { 0 };
	struct names exceptions = { 0 };

	for (size_t i = 0; i < run->rule_count; i++) {
		if (is_behind(packet, run->rules[i].adr, decision)) {
			name_add(&rules, packet, run->rules[i].id);
		}
	}
	vec_each (const struct str, check, &decision->checks) {
		bool is_rule = false;
		for (size_t i = 0; i < run->rule_count; i++) {
			is_rule |= str_eq(run->rules[i].id, *check)
				   && is_behind(packet, run->rules[i].adr, decision);
		}
		if (!is_rule) {
			name_add(&rules, packet, *check);
		}
	}
	vec_each (const struct exception, exception, &run->exceptions.list) {
		if (is_behind(packet, exception->adr.s, decision)) {
			name_add(&exceptions, packet, exception->id.s);
		}
	}
	names_write(&rules, packet, "Protected by the rules");
	names_write(&exceptions, packet, "Exceptions that rest on it");
}

/* What was measured: period by period, or atom by atom. */
static void write_evidence(const struct packet *packet, const struct trigger *trigger)
{
	const struct outcome *outcome = &trigger->outcome;
	size_t shown = 0;

	vec_each (const struct period_value, period, &outcome->periods) {
		buf_add_cstr(packet->out, "  - ");
		text(packet, period->name);
		buf_add_cstr(packet->out, ": ");
		text(packet, period->value.len ? period->value
					       : str_of(reason_words[period->reason]));
		if (period->coverage.len) {
			buf_add_cstr(packet->out, " (");
			text(packet, period->coverage);
			buf_add_char(packet->out, ')');
		}
		buf_add_char(packet->out, '\n');
	}
	/* Of periods it is they that count, not the one that is not over. */
	if (outcome->periods.len) {
		return;
	}
	vec_each (const struct atom_value, atom, &outcome->atoms) {
		if (shown++ == LIST_MAX) {
			buf_fmt(packet->out, "  - and %zu more\n", outcome->atoms.len - LIST_MAX);
			break;
		}
		buf_add_cstr(packet->out, "  - ");
		code(packet, atom->text);
		buf_fmt(packet->out, ": %s", truth_words[atom->truth]);
		if (atom->value.len) {
			buf_add_cstr(packet->out, ", ");
			text(packet, atom->value);
		}
		if (atom->evidence.len) {
			buf_add_cstr(packet->out, " (");
			text(packet, atom->evidence);
			buf_add_char(packet->out, ')');
		}
		buf_add_char(packet->out, '\n');
	}
}

static void write_trigger(const struct packet *packet, const struct due_row *row)
{
	const struct trigger *trigger = row->trigger;

	buf_add_cstr(packet->out, "- **");
	text(packet, trigger->item->id);
	buf_fmt(packet->out, "** %s", due_words[row->kind]);
	if (row->has_day) {
		buf_fmt(packet->out, " on " STR_FMT, STR_ARG(day_text(packet, row->day)));
	}
	buf_add_cstr(packet->out, ": ");
	code(packet, trigger->item->text);
	if (trigger->item->owner.len) {
		buf_add_cstr(packet->out, " (");
		text(packet, trigger->item->owner);
		buf_add_char(packet->out, ')');
	}
	buf_add_char(packet->out, '\n');
	struct str more = due_more(trigger, packet->arena);
	if (more.len) {
		buf_add_cstr(packet->out, "  - ");
		text(packet, more);
		buf_add_char(packet->out, '\n');
	}
	write_evidence(packet, trigger);
}

/* Whether a row asks for a decision, and is not only a question. */
static bool is_for_decision(const struct due_row *row)
{
	return row->trigger
	       && (row->kind == DUE_FIRED || row->kind == DUE_DATE || row->kind == DUE_AGAIN
			       || row->kind == DUE_PENDING);
}

static void write_choices(const struct packet *packet, const struct decision *decision)
{
	buf_add_cstr(packet->out, "\nThe review ends in (\"looks good\" is not an outcome):\n\n");
	for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
		buf_fmt(packet->out, "- [ ] %s\n", outcomes[i]);
	}
	buf_add_cstr(packet->out, "\nRisks, owners, the next evidence:\n\nThen: ");
	code(packet, str_fmt(packet->arena,
				     "lintel adr ack " STR_FMT " TRIGGER --outcome "
				     "keep|revise|supersede|retire|defer --by ROLE",
				     STR_ARG(decision->id.len ? decision->id : decision->path)));
	buf_add_cstr(packet->out, "\n\n");
}

/* The rows that are for decision, by record: how many there are up to each of them. */
struct agenda {
	const struct due_row **rows;
	size_t *ends;
};

static size_t record_of(const struct packet *packet, const struct due_row *row)
{
	return (size_t)(row->trigger->decision - packet->run->governing->decisions.list.p);
}

/* Sorts by counting, so that the rows of a record stay in their order. */
static struct agenda agenda_of(const struct packet *packet)
{
	size_t records = packet->run->governing->decisions.list.len;
	struct agenda agenda = {
		.rows = arena_new_array(
				packet->arena, const struct due_row *, packet->due->rows.len),
		.ends = arena_new_array(packet->arena, size_t, records + 1),
	};

	vec_each (const struct due_row, row, &packet->due->rows) {
		if (is_for_decision(row)) {
			agenda.ends[record_of(packet, row) + 1]++;
		}
	}
	for (size_t i = 0; i < records; i++) {
		agenda.ends[i + 1] += agenda.ends[i];
	}
	/* Each end begins as the end of the record before, and moves up to its own. */
	vec_each (const struct due_row, row, &packet->due->rows) {
		if (is_for_decision(row)) {
			agenda.rows[agenda.ends[record_of(packet, row)]++] = row;
		}
	}
	return agenda;
}

static void write_decision(const struct packet *packet, const struct agenda *agenda, size_t number)
{
	const struct decision *decision = &packet->run->governing->decisions.list.p[number];

	buf_add_cstr(packet->out, "### ");
	text(packet, decision_label(decision, packet->arena));
	buf_add_cstr(packet->out, "\n\n");
	buf_add_cstr(packet->out, "[");
	text(packet, decision->path);
	buf_add_cstr(packet->out, "](");
	escape_uri(packet->out, decision->path);
	buf_fmt(packet->out, "), %s", decision_status_words[decision->status]);
	if (decision->date.is_known) {
		buf_fmt(packet->out, ", " STR_FMT, STR_ARG(day_text(packet, decision->date.day)));
	}
	if (decision->owner.len) {
		buf_add_cstr(packet->out, ", ");
		text(packet, decision->owner);
	}
	buf_add_cstr(packet->out, "\n\n");
	for (size_t i = number ? agenda->ends[number - 1] : 0; i < agenda->ends[number]; i++) {
		write_trigger(packet, agenda->rows[i]);
	}
	buf_add_char(packet->out, '\n');
	write_parts(packet, decision);
	item(packet, "Scope", decision->scope);
	item(packet, "Reversibility", decision->reversibility);
	write_modules(packet, decision);
	write_rules(packet, decision);
	write_choices(packet, decision);
}

static void write_decisions(const struct packet *packet)
{
	size_t records = packet->run->governing->decisions.list.len;
	uint8_t *is_written = arena_new_array(packet->arena, uint8_t, records);
	struct agenda agenda = agenda_of(packet);
	size_t count = 0;

	buf_add_cstr(packet->out, "## Decisions to look at\n\n");
	vec_each (const struct due_row, row, &packet->due->rows) {
		size_t number = is_for_decision(row) ? record_of(packet, row) : records;
		if (number < records && !is_written[number]) {
			is_written[number] = 1;
			count++;
			write_decision(packet, &agenda, number);
		}
	}
	if (count == 0) {
		buf_add_cstr(packet->out, "None.\n\n");
	}
}

static void write_exceptions(const struct packet *packet)
{
	if (packet->due->exceptions == 0) {
		return;
	}
	buf_add_cstr(packet->out, "## Exceptions that end\n\n"
				  "| Last day | Exception | Rule | Scope | Owner | Reason |\n"
				  "| --- | --- | --- | --- | --- | --- |\n");
	vec_each (const struct due_row, row, &packet->due->rows) {
		const struct exception *exception = row->exception;
		if (!exception) {
			continue;
		}
		const struct str cells[] = { day_text(packet, row->day), exception->id.s,
			exception->rule.s, exception->scope.s, exception->owner.s,
			exception->reason.s };
		for (size_t i = 0; i < COUNT_OF(cells); i++) {
			buf_add_cstr(packet->out, i ? " | " : "| ");
			text(packet, cells[i]);
		}
		buf_add_cstr(packet->out, " |\n");
	}
	buf_add_char(packet->out, '\n');
}

/* "ADR-0007 "Event backbone", few-consumers (unknown): why" */
static void write_question(const struct packet *packet, const struct due_row *row)
{
	const struct trigger *trigger = row->trigger;

	buf_add_cstr(packet->out, "- ");
	text(packet, decision_label(trigger->decision, packet->arena));
	buf_add_cstr(packet->out, ", ");
	text(packet, trigger->item->id);
	buf_fmt(packet->out, " (%s): ", due_words[row->kind]);
	text(packet, due_text(row, packet->arena));
	buf_add_char(packet->out, '\n');
}

static void write_questions(const struct packet *packet)
{
	const struct decisions *decisions = &packet->run->governing->decisions;
	date_day today = date_day_of(packet->run->options.as_of);
	size_t count = 0;

	buf_add_cstr(packet->out, "## Open questions\n\n");
	vec_each (const struct decision, decision, &decisions->list) {
		if (decision->status != STATUS_PROPOSED) {
			continue;
		}
		buf_add_cstr(packet->out, "- ");
		text(packet, decision_label(decision, packet->arena));
		buf_add_cstr(packet->out, " is proposed");
		if (decision->date.is_known) {
			buf_fmt(packet->out, " since " STR_FMT " (%d days)",
					STR_ARG(day_text(packet, decision->date.day)),
					today - decision->date.day);
		}
		buf_add_cstr(packet->out, "\n");
		count++;
	}
	vec_each (const struct due_row, row, &packet->due->rows) {
		if (row->trigger && !is_for_decision(row)) {
			write_question(packet, row);
			count++;
		}
	}
	if (count == 0) {
		buf_add_cstr(packet->out, "None.\n");
	}
}

void packet_write(const struct run *run, const struct due *due, date_day until, struct arena *arena,
		struct buf *out)
{
	const struct packet packet = { run, due, arena, out };

	buf_fmt(out, "# Decisions to review, " STR_FMT "\n\n",
			STR_ARG(day_text(&packet, date_day_of(run->options.as_of))));
	buf_fmt(out, "What fired, and what is due up to " STR_FMT ".\n\n",
			STR_ARG(day_text(&packet, until)));
	write_decisions(&packet);
	write_exceptions(&packet);
	write_questions(&packet);
}
