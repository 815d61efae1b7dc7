/* SPDX-License-Identifier: MIT */
/*
 * lintel risk: the matrix with what stands where, and what incidents propose.
 */
#include "gates/risk.h"
#include "base/arena.h"
#include "cli/columns.h"
#include "cli/session.h"
#include "cli/show.h"
#include "engine/governing.h"
#include "formats/json_writer.h"
#include "gates/playbook.h"
#include "reports/escape.h"

enum risk_format {
	RISK_TEXT,
	RISK_JSON,
};

struct risk_settings {
	struct run_settings run;
	unsigned format;
};

static const char *const format_words[] = { "text", "json", NULL };

struct risk_show {
	struct arena *arena;
	const struct run *run;
	const struct risks *risks;
};

/* ---- text ---- */

/* What ranks highest already stays there, however long a mitigation is overdue. */
static bool is_raised(const struct risk_show *show, const struct risk_row *row)
{
	return row->rank > show->risks->matrix.ranks[row->criticality][row->impact];
}

/* "high: payment, search" */
static struct str cell_text(const struct risk_show *show, size_t criticality, size_t impact)
{
	struct str text = str_of(rank_words[show->risks->matrix.ranks[criticality][impact]]);
	const char *before = ": ";
	vec_each (const struct risk_row, row, &show->risks->rows) {
		if (row->criticality == criticality && row->impact == impact) {
			text = str_fmt(show->arena, STR_FMT "%s" STR_FMT "%s", STR_ARG(text),
					before, STR_ARG(row->name),
					is_raised(show, row) ? " (+1)" : "");
			before = ", ";
		}
	}
	return text;
}

static void matrix_write(const struct risk_show *show, struct buf *out)
{
	struct columns table = { .arena = show->arena, .count = IMPACTS + 1 };

	columns_add(&table, STR("criticality"));
	for (size_t i = 0; i < IMPACTS; i++) {
		columns_add(&table, str_fmt(show->arena, "%s impact", impact_words[i]));
	}
	for (size_t c = CRITICALITIES; c-- > 0;) {
		columns_add(&table, str_of(criticality_words[c]));
		for (size_t i = 0; i < IMPACTS; i++) {
			columns_add(&table, cell_text(show, c, i));
		}
	}
	columns_write(&table, out);
}

static struct str module_text(const struct risk_show *show, const struct risk_row *row)
{
	return row->module == NONE ? STR("?") : show->run->code->modules[row->module].name;
}

static struct str incidents_text(const struct risk_show *show, const struct risk_row *row)
{
	if (!show->risks->has_incidents) {
		return STR("unknown");
	}
	return str_fmt(show->arena, row->lasted ? "%zu, %lld min" : "%zu", row->incidents,
			(long long)(row->lasted / (60 * MOMENT_SECOND)));
}

/* "architect and head-of-payments", "any of architect (…)". */
static struct str approvals_text(const struct risk_show *show, enum config_rank rank)
{
	const struct text_list *roles = &show->run->config.risk.approvals.by_rank[rank];
	struct str text = STR("");
	for (size_t i = 0; i < roles->len; i++) {
		text = str_fmt(show->arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? " and " : "",
				STR_ARG(roles->p[i].s));
	}
	if (roles->is_set || rank == RANK_LOW) {
		return text.len ? text : STR("none");
	}
	text = playbook_approvers(show->run->governing->registers, rank, show->arena);
	return text.len ? text : STR("a role that may approve it, and none may");
}

static void rows_write(const struct risk_show *show, struct buf *out)
{
	struct columns table = { .arena = show->arena, .count = 6, .is_right = { [5] = true } };
	static const char *const heads[] = { "protected", "module", "criticality", "impact", "rank",
		"incidents" };

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		columns_add(&table, str_of(heads[i]));
	}
	vec_each (const struct risk_row, row, &show->risks->rows) {
		columns_add(&table, row->name);
		columns_add(&table, module_text(show, row));
		columns_add(&table, str_of(criticality_words[row->criticality]));
		columns_add(&table, str_fmt(show->arena, "%s (%s)", impact_words[row->impact],
						    row->is_declared   ? "declared"
						    : row->is_measured ? "measured"
								       : "nothing measured"));
		columns_add(&table, str_of(rank_words[row->rank]));
		columns_add(&table, incidents_text(show, row));
	}
	buf_add_char(out, '\n');
	columns_write(&table, out);
}

static void reasons_write(const struct risk_reason *reasons, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		buf_add_cstr(out, "  ");
		show_place(&reasons[i].place, out);
		buf_add_cstr(out, "  ");
		escape_prose(out, reasons[i].text);
		buf_add_char(out, '\n');
	}
}

static bool is_proposed(const struct risk_row *row)
{
	return row->proposed != row->rank;
}

/* Nobody declared an impact, so that the measured one is in force: what it makes of the rank. */
static void measured_write(
		const struct risk_show *show, const struct risk_row *row, struct buf *out)
{
	enum config_rank rank = show->risks->matrix.ranks[row->criticality][row->impact];
	enum config_rank without = show->risks->matrix.ranks[row->criticality][IMPACT_MINOR];
	if (row->is_declared || rank == without) {
		return;
	}
	buf_add_char(out, '\n');
	escape_text(out, row->name);
	buf_fmt(out, ": %s -> %s by what was measured, as no impact is declared\n",
			rank_words[without], rank_words[rank]);
	reasons_write(row->measures.p, row->measures.len, out);
}

/* What stands higher than its criticality and impact say, and what should. */
static void proposals_write(const struct risk_show *show, struct buf *out)
{
	vec_each (const struct risk_row, row, &show->risks->rows) {
		measured_write(show, row, out);
		if (row->overdue.len > 0) {
			buf_add_char(out, '\n');
			escape_text(out, row->name);
			buf_fmt(out, ": ranks %s, %s\n", rank_words[row->rank],
					is_raised(show, row) ? "one higher than the matrix says"
							     : "and would rank higher still");
			reasons_write(row->overdue.p, row->overdue.len, out);
		}
		if (is_proposed(row)) {
			buf_add_char(out, '\n');
			escape_text(out, row->name);
			buf_fmt(out, ": %s -> %s is proposed, not in force\n",
					rank_words[row->rank], rank_words[row->proposed]);
			reasons_write(row->measures.p, row->measures.len, out);
			buf_add_cstr(out, "  next   write impact: ");
			buf_add_cstr(out, impact_words[row->measured]);
			buf_add_cstr(out, " at ");
			show_place(&row->place, out);
			buf_add_cstr(out, ", or say in its reason why not\n");
		}
	}
}

static void summary_write(const struct risk_show *show, struct buf *out)
{
	size_t free = 0;
	size_t proposals = 0;
	const struct code *code = show->run->code;

	for (uint32_t i = 0; i < code->module_count; i++) {
		free += !risk_of_module(show->risks, i);
	}
	vec_each (const struct risk_row, row, &show->risks->rows) {
		proposals += is_proposed(row);
	}
	buf_add_char(out, '\n');
	for (size_t rank = RANKS; rank-- > 0;) {
		struct str text = approvals_text(show, (enum config_rank)rank);
		buf_fmt(out, "%-9s approvals: ", rank_words[rank]);
		escape_prose(out, text);
		buf_add_char(out, '\n');
	}
	buf_fmt(out, "%zu protected, %zu of %zu modules are not; %zu proposal%s; incidents of the last ",
			show->risks->rows.len, free, code->module_count, proposals,
			proposals == 1 ? "" : "s");
	duration_write(show->risks->window, out);
	buf_add_cstr(out, show->risks->has_incidents ? "\n"
						     : ": nobody keeps any, so nothing is "
						       "measured\n");
}

static void show_text(const struct risk_show *show, struct buf *out)
{
	matrix_write(show, out);
	if (show->risks->rows.len > 0) {
		rows_write(show, out);
	}
	proposals_write(show, out);
	summary_write(show, out);
}

/* ---- JSON ---- */

static void json_reasons(struct json_writer *json, const char *key,
		const struct risk_reason *reasons, size_t count)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < count; i++) {
		json_object(json);
		json_member_str(json, "text", reasons[i].text);
		json_member_str(json, "path", reasons[i].place.path);
		json_member_num(json, "line", reasons[i].place.line);
		json_end(json);
	}
	json_end(json);
}

static void json_row(
		const struct risk_show *show, struct json_writer *json, const struct risk_row *row)
{
	json_object(json);
	json_member_str(json, "name", row->name);
	json_key(json, "module");
	if (row->module == NONE) {
		json_null(json);
	} else {
		json_str(json, module_text(show, row));
	}
	json_member_str(json, "criticality", str_of(criticality_words[row->criticality]));
	json_member_str(json, "impact", str_of(impact_words[row->impact]));
	json_member_bool(json, "declared", row->is_declared);
	json_member_str(json, "rank", str_of(rank_words[row->rank]));
	json_member_str(json, "proposed", str_of(rank_words[row->proposed]));
	json_member_num(json, "incidents", (int64_t)row->incidents);
	json_member_num(json, "lasted_seconds", row->lasted / MOMENT_SECOND);
	json_reasons(json, "measured", row->measures.p, row->measures.len);
	json_reasons(json, "overdue", row->overdue.p, row->overdue.len);
	json_member_str(json, "path", row->place.path);
	json_member_num(json, "line", row->place.line);
	json_end(json);
}

static void json_matrix(const struct risk_show *show, struct json_writer *json)
{
	json_key(json, "matrix");
	json_object(json);
	for (size_t c = 0; c < CRITICALITIES; c++) {
		json_key(json, criticality_words[c]);
		json_object(json);
		for (size_t i = 0; i < IMPACTS; i++) {
			json_member_str(json, impact_words[i],
					str_of(rank_words[show->risks->matrix.ranks[c][i]]));
		}
		json_end(json);
	}
	json_end(json);
}

static void show_json(const struct risk_show *show, struct buf *out)
{
	struct json_writer json;
	char as_of[DATE_MOMENT_SIZE];

	date_write_moment(show->run->options.as_of, as_of);
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_member_str(&json, "as_of", str_of(as_of));
	json_member_bool(&json, "incidents_kept", show->risks->has_incidents);
	json_matrix(show, &json);
	json_key(&json, "rows");
	json_array(&json);
	vec_each (const struct risk_row, row, &show->risks->rows) {
		json_row(show, &json, row);
	}
	json_end(&json);
	json_key(&json, "approvals");
	json_object(&json);
	for (size_t rank = 0; rank < RANKS; rank++) {
		json_member_str(&json, rank_words[rank],
				approvals_text(show, (enum config_rank)rank));
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}

/* ---- the command ---- */

static enum exit_code risk_run(struct cli *cli, const void *target)
{
	const struct risk_settings *settings = target;
	struct run_options options;
	struct session session;
	struct buf out;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options) && session_govern(&session)) {
		const struct risk_show show = {
			.arena = cli->arena,
			.run = &session.run,
			.risks = &session.run.governing->gating.risks,
		};
		buf_init(&out);
		settings->format == RISK_JSON ? show_json(&show, &out) : show_text(&show, &out);
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
		code = EXIT_HOLDS;
	}
	session_finish(&session);
	return code;
}

static const struct option risk_options[] = {
	{ .name = "format",
			.letter = 'f',
			.type = OPTION_CHOICE,
			.offset = offsetof(struct risk_settings, format),
			.metavar = "FORMAT",
			.words = format_words,
			.help = "text, or json for programs; default: text" },
};

static const struct option_table risk_table = { "The report", risk_options,
	COUNT_OF(risk_options) };

const struct command command_risk = {
	.name = "risk",
	.summary = "show the risk matrix, what stands where in it, and what incidents propose",
	.operands = "",
	.about =
			(const char *const[]){
					"The rank of what is protected is that of its criticality and its impact: "
					"the declared one, or where none is declared that of its incidents. A "
					"mitigation that is overdue raises it by one.",
					"What incidents and used-up error budgets say beyond a declared impact is "
					"proposed with its reasons; nothing applies it but an edit of lintel.yaml.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel risk", "the matrix, ranks, proposals" },
					{ "lintel risk --as-of 2026-10-01", "what was known then" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &risk_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct risk_settings),
	.prepare = run_settings_prepare,
	.run = risk_run,
};
