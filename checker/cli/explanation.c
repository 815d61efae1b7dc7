/* SPDX-License-Identifier: MIT */
#include "cli/explanation.h"

#include "base/arena.h"
#include "base/buf.h"
#include "cli/show.h"
#include "engine/run.h"
#include "findings/own.h"
#include "formats/node.h"
#include "registers/book.h"
#include "reports/escape.h"

/* More findings than this are only counted. */
#define FINDINGS_SHOWN 50
#define NODE_DEPTH_MOST 16

static const struct {
	const char *id;
	const char *text;
} own_ids[] = {
	{ "lintel/unit", "A unit could not be parsed as a whole: the compiler reports an error, or "
			 "it crashed, or it took longer or more memory than it may. What was "
			 "understood is judged all the same, and the summary counts the unit. Mend "
			 "the flags in the compile database, or take the entry out of it." },
	{ "lintel/unassigned", "A file below the roots belongs to no module, so no rule protects "
			       "it. Give it to a module, or name it under sources: ignore." },
	{ "lintel/exception",
			"An exception is void, about to end, over its time, too long, used by "
			"nothing, or one of many that end on the same day." },
	{ "lintel/baseline", "The baseline counts more findings than there are: something was "
			     "mended. Take it out, so that it cannot come back: lintel baseline "
			     "--update" },
	{ "lintel/file", "A file or folder could not be read, or a limit was reached, so a part of "
			 "the tree was not looked at." },
};

/* ---- rules ---- */

static void write_field(struct buf *out, const char *name, struct str text)
{
	if (text.len) {
		buf_fmt(out, "  %-9s ", name);
		escape_text(out, text);
		buf_add_char(out, '\n');
	}
}

/* A value of the configuration in flow style; the depth of nodes is capped where they are read. */
static void write_node(const struct node *node, unsigned depth, struct buf *out)
{
	bool is_map = node->kind == NODE_MAP;

	if (node->kind == NODE_NULL) {
		buf_add_cstr(out, "~");
		return;
	}
	if (node->kind == NODE_SCALAR) {
		escape_text(out, node->text);
		return;
	}
	if (depth > NODE_DEPTH_MOST) {
		buf_add_cstr(out, "...");
		return;
	}
	buf_add_cstr(out, is_map ? "{ " : "[");
	for (size_t i = 0; i < node->len; i++) {
		buf_add_cstr(out, i ? ", " : "");
		if (is_map) {
			escape_text(out, node->items[i].key);
			buf_add_cstr(out, ": ");
		}
		write_node(&node->items[i], depth + 1, out);
	}
	buf_add_cstr(out, is_map ? " }" : "]");
}

/* The keys that belong to the kind, as they are written. */
static void write_keys(const struct run *run, const struct rule *rule, struct buf *out)
{
	const struct config_rule *written = NULL;

	for (size_t i = 0; i < run->config.rule_count; i++) {
		if (str_eq(run->config.rules[i].id.s, rule->id)) {
			written = &run->config.rules[i];
		}
	}
	for (size_t i = 0; written && written->node && i < written->node->len; i++) {
		const struct node *item = &written->node->items[i];
		bool is_common = false;
		for (size_t k = 0; k < config_rule_table.len; k++) {
			is_common |= str_eq(item->key, str_of(config_rule_table.fields[k].name));
		}
		if (!is_common) {
			buf_add_cstr(out, "  ");
			escape_text(out, item->key);
			buf_add_repeat(out, ' ', item->key.len < 9 ? 10 - item->key.len : 1);
			write_node(item, 0, out);
			buf_add_char(out, '\n');
		}
	}
}

static void write_looks_at(const struct rule *rule, struct buf *out)
{
	unsigned all = (1U << USE_KINDS) - 1;

	buf_fmt(out, "  %-9s ", "looks at");
	if ((rule->by & all) == all) {
		buf_add_cstr(out, "uses of all kinds");
	} else {
		const char *before = "";
		for (unsigned kind = 0; kind < USE_KINDS; kind++) {
			if (rule->by & (1U << kind)) {
				buf_fmt(out, "%s%s", before, use_kind_words[kind]);
				before = ", ";
			}
		}
		if (!*before) {
			buf_add_cstr(out, "no uses");
		}
	}
	buf_fmt(out, "%s%s\n", rule->active_only ? ", in active branches only" : "",
			rule->except ? ", but for those of `except`" : "");
}

static const char *const state_words[] = {
	[FINDING_NEW] = "",
	[FINDING_BASELINED] = " (in the baseline)",
	[FINDING_EXCEPTED] = " (excepted)",
	[FINDING_LEFT] = " (there before the change)",
};

static void write_finding(const struct finding *finding, struct buf *out)
{
	buf_add_cstr(out, "    ");
	show_place(&finding->place, out);
	buf_add_cstr(out, ": ");
	show_severity(finding->severity, false, out);
	buf_add_cstr(out, ": ");
	escape_text(out, finding->message);
	buf_fmt(out, "%s\n", state_words[finding->state]);
}

void explanation_rule(const struct run *run, const struct rule *rule, struct buf *out)
{
	size_t count = 0;

	escape_text(out, rule->id);
	buf_fmt(out, ": a rule of kind %s\n", rule->kind->name);
	write_field(out, "means", str_of(rule->kind->summary));
	write_field(out, "why", rule->reason);
	write_field(out, "decision", rule->adr);
	write_field(out, "docs", rule->docs);
	write_field(out, "to do", rule->action);
	buf_fmt(out, "  %-9s ", "where");
	show_place(&rule->place, out);
	buf_fmt(out, "\n  %-9s %s, judged at every %s\n", "severity",
			severity_words[rule->severity], cadence_words[rule->cadence]);
	write_keys(run, rule, out);
	write_looks_at(rule, out);
	write_field(out, "but", rule->not_judged.len ? rule->not_judged : rule->partly_judged);

	vec_each (const struct finding, finding, &run->findings.list) {
		count += str_eq(finding->rule, rule->id);
	}
	buf_fmt(out, "  %-9s %zu\n", "findings", count);
	size_t shown = 0;
	vec_each (const struct finding, finding, &run->findings.list) {
		if (str_eq(finding->rule, rule->id) && shown++ < FINDINGS_SHOWN) {
			write_finding(finding, out);
		}
	}
	if (count > FINDINGS_SHOWN) {
		buf_fmt(out, "    ... and %zu more; lintel check --all --rule ",
				count - FINDINGS_SHOWN);
		escape_text(out, rule->id);
		buf_add_char(out, '\n');
	}
}

static void write_table(const struct table *table, struct buf *out)
{
	for (size_t i = 0; table && i < table->len; i++) {
		const struct field *field = &table->fields[i];
		buf_fmt(out, "  %s%s\n", field->name, field->is_required ? " (required)" : "");
		if (field->help) {
			buf_fmt(out, "      %s\n", field->help);
		}
		if (field->example) {
			buf_fmt(out, "      for example: %s\n", field->example);
		}
	}
}

void explanation_kind(const struct rule_kind *kind, struct buf *out)
{
	buf_fmt(out, "%s: a kind of rule\n  %s\n\nits keys:\n", kind->name, kind->summary);
	write_table(kind->keys, out);
	buf_add_cstr(out, "\nkeys of every rule:\n");
	write_table(&config_rule_table, out);
}

bool explanation_own(struct str id, struct buf *out)
{
	for (size_t i = 0; i < COUNT_OF(own_ids); i++) {
		if (str_eq(id, str_of(own_ids[i].id))) {
			buf_fmt(out, "%s: lintel's own\n  %s\n", own_ids[i].id, own_ids[i].text);
			return true;
		}
	}
	const struct own_rule *rule = own_rule_find(id);
	if (rule) {
		buf_fmt(out,
				STR_FMT
				": lintel's own, severity %s unless lintel.yaml adjusts it\n  " STR_FMT
				"\n",
				STR_ARG(id), severity_words[rule->severity], STR_ARG(rule->text));
	}
	return rule != NULL;
}

bool explanation_of_kind(const struct registers *registers, struct str id, struct buf *out)
{
	const struct register_kind *kind;
	const struct register_rule *rule = book_rule_find(registers, id, &kind);

	if (!rule) {
		return false;
	}
	escape_text(out, id);
	buf_fmt(out, ": of the kind's rules, severity %s unless lintel.yaml adjusts it\n",
			severity_words[rule->severity]);

	const struct {
		const char *name;
		struct str text;
	} parts[] = {
		{ "kind", kind->name },
		{ "when", rule->when },
		{ "holds", rule->holds },
		{ "else", rule->message },
		{ "why", rule->why },
		{ "mend", rule->remedy },
	};

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (parts[i].text.len) {
			buf_fmt(out, "  %-6s ", parts[i].name);
			escape_text(out, parts[i].text);
			buf_add_char(out, '\n');
		}
	}
	if (!kind->is_shipped) {
		buf_add_cstr(out, "  at     ");
		show_place(&rule->place, out);
		buf_add_char(out, '\n');
	}
	return true;
}

/* ---- a line ---- */

static void write_file(const struct run *run, const struct code_file *file, struct buf *out)
{
	show_place(&(struct place){ .path = file->path }, out);
	if (file->module == NONE) {
		buf_add_cstr(out, ": in no module");
	} else {
		const struct code_module *module = &run->code->modules[file->module];
		buf_add_cstr(out, ": module ");
		escape_text(out, module->name);
		buf_add_cstr(out, " (");
		show_place(&module->place, out);
		buf_add_char(out, ')');
		if (module->owner.len) {
			buf_add_cstr(out, ", owner ");
			escape_text(out, module->owner);
		}
		if (module->has_public && (file->flags & FILE_HEADER)) {
			buf_add_cstr(out, file->flags & FILE_PUBLIC ? ", a public header"
								    : ", a private header");
		}
	}
	if (!(file->flags & FILE_JUDGED)) {
		buf_add_cstr(out, ", not judged: outside the roots, or ignored");
	} else if (run->code->has_symbols && !(file->flags & FILE_PARSED)) {
		buf_add_cstr(out, ", no unit reads it: only its includes are known");
	}
	if (file->problem.len) {
		buf_add_cstr(out, ", ");
		escape_text(out, file->problem);
	}
	buf_add_char(out, '\n');
}

/* Whether the finding of this rule speaks of this use. */
static const struct finding *finding_at(
		const struct run *run, const struct rule *rule, const struct code_use *use)
{
	struct place place = code_use_place(run->code, use);

	vec_each (const struct finding, finding, &run->findings.list) {
		if (str_eq(finding->rule, rule->id) && finding->place.line == place.line
				&& finding->place.column == place.column
				&& str_eq(finding->place.path, place.path)
				&& (str_eq(finding->kind, str_of(use_kind_words[use->kind]))
						|| finding->evidence_len)) {
			return finding;
		}
	}
	return NULL;
}

/* Rules of these kinds judge the whole of something: they speak of a use only in a finding. */
static bool judges_uses(const struct rule *rule)
{
	static const struct str others[] = { STR_INIT("acyclic"), STR_INIT("metric"),
		STR_INIT("unassigned"), STR_INIT("unused") };

	for (size_t i = 0; i < COUNT_OF(others); i++) {
		if (str_eq(str_of(rule->kind->name), others[i])) {
			return false;
		}
	}
	return true;
}

static void write_verdicts(const struct run *run, const struct code_use *use, struct buf *out)
{
	for (size_t i = 0; i < run->rule_count; i++) {
		const struct rule *rule = &run->rules[i];
		const struct finding *finding = finding_at(run, rule, use);
		const char *why = NULL;

		if (!finding && !judges_uses(rule)) {
			continue;
		}
		if (!finding && rule->severity == SEVERITY_NONE) {
			why = "is switched off (severity: none)";
		} else if (!finding && rule->not_judged.len) {
			why = "could not be judged";
		} else if (!finding && !rule_looks_at(rule, run->code, use)) {
			why = "does not look at it (by, configurations or except)";
		} else if (!finding) {
			why = "has nothing against it";
		}
		buf_add_cstr(out, "    ");
		escape_text(out, rule->id);
		if (finding) {
			buf_add_cstr(out, ": ");
			escape_text(out, finding->message);
			buf_add_cstr(out, state_words[finding->state]);
		} else {
			buf_fmt(out, " %s", why);
		}
		buf_add_char(out, '\n');
	}
}

static void write_use(const struct run *run, const struct code_use *use, struct buf *out)
{
	const struct code *code = run->code;
	uint32_t module = code_use_module(code, use);
	struct place place = code_use_place(code, use);

	buf_add_cstr(out, "\n  ");
	buf_fmt(out, "column %u: %s ", place.column, use_kind_words[use->kind]);
	escape_text(out, code_use_target(code, use));
	buf_add_cstr(out, " of ");
	escape_text(out, code_use_owner(code, use, code->arena));
	if (use->target == TARGET_FILE && use->kind != USE_INCLUDE) {
		buf_add_cstr(out, ", at ");
		show_place(&(struct place){ .path = code->files[use->target_file].path,
					   .line = use->target_line },
				out);
	}
	if (use->carrier != NONE) {
		buf_add_cstr(out, ", through macro ");
		escape_text(out, code->symbols[use->carrier].name);
	}
	buf_fmt(out, "%s%s\n", use->flags & USE_AMBIGUOUS ? ", one of several definitions" : "",
			use->flags & USE_INACTIVE ? ", in a branch that no configuration compiles"
						  : "");
	if (module != NONE && module == code->files[use->file].module) {
		buf_add_cstr(out, "    it stays within the module\n");
		return;
	}
	write_verdicts(run, use, out);
}

void explanation_line(const struct run *run, uint32_t number, uint32_t line, struct buf *out)
{
	const struct code_file *file = &run->code->files[number];
	size_t uses = 0;

	write_file(run, file, out);
	for (size_t i = 0; i < file->use_count; i++) {
		const struct code_use *use = &run->code->uses[file->first_use + i];
		if (use->line == line) {
			write_use(run, use, out);
			uses++;
		}
	}
	if (uses == 0) {
		buf_fmt(out, "  line %u uses nothing of another file\n", line);
	}

	size_t others = 0;
	vec_each (const struct finding, finding, &run->findings.list) {
		if (finding->place.line == line && str_eq(finding->place.path, file->path)) {
			buf_add_cstr(out, others++ ? "" : "\n  findings on this line:\n");
			write_finding(finding, out);
		}
	}
}
