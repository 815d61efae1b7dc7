/* SPDX-License-Identifier: MIT */
/*
 * Every key of lintel.yaml.  The help texts are the reference (docs/reference.md)
 * and what editors show, so they say what absence means.
 */
#include "config/config_file.h"

#define AT(type, member) .offset = offsetof(struct type, member)

const char *const cadence_words[] = {
	[CADENCE_COMMIT] = "commit",
	[CADENCE_NIGHTLY] = "nightly",
	[CADENCE_WEEKLY] = "weekly",
	[CADENCE_QUARTERLY] = "quarterly",
	[CADENCE_RELEASE] = "release",
	NULL,
};

static const char *const configurations_words[] = {
	[CONFIGURATIONS_ALL] = "all",
	[CONFIGURATIONS_ACTIVE] = "active",
	NULL,
};

static const char *const unassigned_words[] = {
	[UNASSIGNED_NONE] = "none",
	[UNASSIGNED_WARNING] = "warning",
	[UNASSIGNED_ERROR] = "error",
	NULL,
};

/* clang-format off */

static const struct field source_fields[] = {
	{ .name = "compile_commands", .type = FIELD_PATHS, AT(config_sources, compile_commands),
	  .help = "Compile databases below the root; several are several configurations. Without it, "
		  "compile_commands.json is looked for in the root and in build*/; without any, only "
		  "the text of the files is judged.",
	  .example = "[build/compile_commands.json]" },
	{ .name = "roots", .type = FIELD_GLOBS, AT(config_sources, roots),
	  .help = "Folders whose files are judged; without it, all below the root.",
	  .example = "[src, include]" },
	{ .name = "ignore", .type = FIELD_GLOBS, AT(config_sources, ignore),
	  .help = "Files that are never judged, though read as headers where they are included.",
	  .example = "[third_party/**]" },
};

static const struct table source_table = {
	.name = "sources",
	.help = "Which files there are, and how they are compiled.",
	.fields = source_fields, .len = COUNT_OF(source_fields), .size = sizeof(struct config_sources),
};

static const struct field use_fields[] = {
	{ .name = "to", .type = FIELD_TEXT, AT(config_use, to), .is_required = true,
	  .help = "The module, or any selector, that may be used.",
	  .example = "disk" },
	{ .name = "deprecated", .type = FIELD_BOOL, AT(config_use, is_deprecated),
	  .help = "The use shall go: each is a warning, and a new one an error (default false).",
	  .example = "true" },
	{ .name = "reason", .type = FIELD_TEXT, AT(config_use, reason),
	  .help = "Why it is allowed, or why it shall go.",
	  .example = "until the cache moves" },
	{ .name = "adr", .type = FIELD_TEXT, AT(config_use, adr),
	  .help = "The decision record behind it.",
	  .example = "ADR-0012" },
};

static const struct table use_table = {
	.name = "use",
	.help = "What a module may use; a bare name stands for `{to: NAME}`.",
	.fields = use_fields, .len = COUNT_OF(use_fields), .size = sizeof(struct config_use),
};

static const struct field module_fields[] = {
	{ .name = "name", .type = FIELD_NAME, AT(config_module, name) },
	{ .name = "paths", .type = FIELD_GLOBS, AT(config_module, paths),
	  .help = "Its files. Where patterns of several modules match, the longest literal prefix "
		  "wins. In a module with a `{name}`, each directory it matches is a module.",
	  .example = "[src/net/**]" },
	{ .name = "public", .type = FIELD_GLOBS, AT(config_module, public_headers),
	  .help = "Headers that other modules may include; adds to `paths`. Without it, "
		  "`public-only` does not judge the module.",
	  .example = "[include/net/**]" },
	{ .name = "ports", .type = FIELD_GLOBS, AT(config_module, ports),
	  .help = "Headers that declare what other modules implement.",
	  .example = "[include/net/transport.h]" },
	{ .name = "uses", .type = FIELD_RECORDS, AT(config_module, uses), .item = &use_table,
	  .shorthand = "to",
	  .help = "All that it may use; without it, it is free, and `[]` means nothing.",
	  .example = "[core, { to: disk, deprecated: true }]" },
	{ .name = "owner", .type = FIELD_TEXT, AT(config_module, owner),
	  .help = "Who answers for it.",
	  .example = "team-net" },
	{ .name = "tags", .type = FIELD_TEXTS, AT(config_module, tags),
	  .help = "Words for the selector `tag:WORD`.",
	  .example = "[domain]" },
	{ .name = "opaque", .type = FIELD_TEXTS, AT(config_module, opaque),
	  .help = "Types whose members are nobody else's business.",
	  .example = "[struct core_ctx]" },
	{ .name = "tables", .type = FIELD_GLOBS, AT(config_module, tables),
	  .help = "Tables of a database that it owns.",
	  .example = "[\"invoice*\", ledger]" },
	{ .name = "prefix", .type = FIELD_TEXT, AT(config_module, prefix),
	  .help = "What its exported names begin with; without it, its name and `_`.",
	  .example = "net_" },
};

static const struct table module_table = {
	.name = "module",
	.help = "A part of the program: some files, what they offer and what they may use.",
	.fields = module_fields, .len = COUNT_OF(module_fields), .size = sizeof(struct config_module),
};

static const struct field external_fields[] = {
	{ .name = "name", .type = FIELD_NAME, AT(config_external, name) },
	{ .name = "headers", .type = FIELD_GLOBS, AT(config_external, headers),
	  .help = "Its headers, as they are spelled in an include.",
	  .example = "[openssl/**]" },
	{ .name = "symbols", .type = FIELD_GLOBS, AT(config_external, symbols),
	  .help = "Its functions, variables and macros.",
	  .example = "[\"SSL_*\", \"EVP_*\"]" },
};

static const struct table external_table = {
	.name = "external",
	.help = "What the code uses but does not own: a library, a framework, a part of the system.",
	.fields = external_fields, .len = COUNT_OF(external_fields),
	.size = sizeof(struct config_external),
};

static const struct field program_fields[] = {
	{ .name = "name", .type = FIELD_NAME, AT(config_program, name) },
	{ .name = "sources", .type = FIELD_GLOBS, AT(config_program, sources), .is_required = true,
	  .help = "The files that are linked into it.",
	  .example = "[src/daemon/**, src/core/**]" },
};

static const struct table program_table = {
	.name = "program",
	.help = "A link target: the definition of a symbol is sought among its sources first.",
	.fields = program_fields, .len = COUNT_OF(program_fields),
	.size = sizeof(struct config_program),
};

static const struct field compiler_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, AT(config_compiler, name) },
	{ .name = "target", .type = FIELD_TEXT, AT(config_compiler, target),
	  .help = "The target triple that it compiles for.",
	  .example = "arm-none-eabi" },
	{ .name = "sysroot", .type = FIELD_TEXT, AT(config_compiler, sysroot),
	  .help = "The folder of its system headers and libraries.",
	  .example = "/opt/arm/arm-none-eabi" },
	{ .name = "includes", .type = FIELD_TEXTS, AT(config_compiler, includes),
	  .help = "Folders that it searches for headers by itself.",
	  .example = "[/opt/arm/lib/gcc/arm-none-eabi/13/include]" },
	{ .name = "defines", .type = FIELD_TEXTS, AT(config_compiler, defines),
	  .help = "Macros that it defines by itself.",
	  .example = "[__ARM_ARCH=7, __SOFTFP__]" },
};

static const struct table compiler_table = {
	.name = "compiler",
	.help = "What a cross-compiler would answer if it could be asked; the key is its program's name.",
	.fields = compiler_fields, .len = COUNT_OF(compiler_fields),
	.size = sizeof(struct config_compiler),
};

static const struct field rule_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_rule, id), .is_required = true,
	  .help = "What findings, baselines and exceptions call it.",
	  .example = "layering" },
	{ .name = "kind", .type = FIELD_NAME, AT(config_rule, kind),
	  .help = "What it checks; without it, the entry adjusts the rule of this id in what is extended.",
	  .example = "layers" },
	{ .name = "severity", .type = FIELD_CHOICE, AT(config_rule, severity),
	  .words = severity_words, .fallback = SEVERITY_ERROR,
	  .help = "How bad a finding is; `none` switches the rule off. The default is the kind's.",
	  .example = "warning" },
	{ .name = "reason", .type = FIELD_TEXT, AT(config_rule, reason),
	  .help = "Why it was decided; every finding shows it.",
	  .example = "Transport knows no application" },
	{ .name = "adr", .type = FIELD_TEXT, AT(config_rule, adr),
	  .help = "The decision record behind it.",
	  .example = "ADR-0003" },
	{ .name = "docs", .type = FIELD_TEXT, AT(config_rule, docs),
	  .help = "Where more about it can be read.",
	  .example = "docs/layers.md" },
	{ .name = "cadence", .type = FIELD_CHOICE, AT(config_rule, cadence),
	  .words = cadence_words, .fallback = CADENCE_COMMIT,
	  .help = "How often it is to be checked (default `commit`).",
	  .example = "nightly" },
	{ .name = "action", .type = FIELD_TEXT, AT(config_rule, action),
	  .help = "What to do when it fails; every finding shows it.",
	  .example = "ask team-net" },
	{ .name = "by", .type = FIELD_TEXTS, AT(config_rule, by),
	  .help = "The kinds of use that it looks at: include, call, type, field, read, write, address, "
		  "macro, pointer, implement. Without it, all.",
	  .example = "[call, include]" },
	{ .name = "configurations", .type = FIELD_CHOICE, AT(config_rule, configurations),
	  .words = configurations_words, .fallback = CONFIGURATIONS_ALL,
	  .help = "`active` leaves out includes that no configuration compiles (default `all`).",
	  .example = "active" },
	{ .name = "except", .type = FIELD_SELECTORS, AT(config_rule, except),
	  .help = "Uses from there are not judged.",
	  .example = "[\"path:src/net/legacy/**\"]" },
};

const struct table config_rule_table = {
	.name = "rule",
	.help = "One thing that must hold.",
	.fields = rule_fields, .len = COUNT_OF(rule_fields), .size = sizeof(struct config_rule),
	.is_open = true,
};

static const struct field config_fields[] = {
	{ .name = "version", .type = FIELD_NUMBER, AT(config_file, config.version), .is_required = true,
	  .help = "The version of this format.",
	  .example = "1" },
	{ .name = "extends", .type = FIELD_TEXTS, AT(config_file, config.extends),
	  .help = "Packs and files below the root that this one builds on: maps merge by key, rules by "
		  "id, all else is replaced; the later wins, this file last.",
	  .example = "[pack:modular-monolith, tools/base.yaml]" },
	{ .name = "sources", .type = FIELD_GROUP, AT(config_file, config.sources), .item = &source_table,
	  .help = "Which files there are, and how they are compiled." },
	{ .name = "modules", .type = FIELD_NAMED, AT(config_file, config.modules), .item = &module_table,
	  .help = "The parts of the program, by name; a name with `{name}` in it makes one module for "
		  "each directory.",
	  .example = "{ net: { paths: [src/net/**] } }" },
	{ .name = "externals", .type = FIELD_NAMED, AT(config_file, config.externals),
	  .item = &external_table,
	  .help = "What the code uses but does not own, by name.",
	  .example = "{ openssl: { headers: [openssl/**] } }" },
	{ .name = "programs", .type = FIELD_NAMED, AT(config_file, config.programs),
	  .item = &program_table,
	  .help = "Link targets, where several define the same symbols.",
	  .example = "{ daemon: { sources: [src/daemon/**] } }" },
	{ .name = "compilers", .type = FIELD_NAMED, AT(config_file, config.compilers),
	  .item = &compiler_table,
	  .help = "What cross-compilers would answer if they could be asked.",
	  .example = "{ arm-none-eabi-gcc: { target: arm-none-eabi } }" },
	{ .name = "unassigned", .type = FIELD_CHOICE, AT(config_file, config.unassigned),
	  .words = unassigned_words, .fallback = UNASSIGNED_WARNING,
	  .help = "How bad a judged file in no module is (default `warning`).",
	  .example = "error" },
	{ .name = "rules", .type = FIELD_RECORDS, AT(config_file, rules), .item = &config_rule_table,
	  .help = "What must hold.",
	  .example = "[{ id: no-cycles, kind: acyclic }]" },
	{ .name = "decisions", .type = FIELD_GROUP, AT(config_file, config.decisions),
	  .item = &config_decisions_table,
	  .help = "Where decision records are, and what is asked of them." },
	{ .name = "telemetry", .type = FIELD_GROUP, AT(config_file, config.telemetry),
	  .item = &config_telemetry_table,
	  .help = "Where measurements are, and what each metric means." },
	{ .name = "registers", .type = FIELD_GLOBS, AT(config_file, config.registers),
	  .help = "Files of records, and of the kinds of records that the repository adds.",
	  .example = "[\"governance/**\"]" },
	{ .name = "pillars", .type = FIELD_GROUP, AT(config_file, config.pillars),
	  .item = &config_pillars_table,
	  .help = "The self-assessment.",
	  .example = "{ pack: seven-pillars }" },
	{ .name = "gates", .type = FIELD_NAMED, AT(config_file, config.gates), .item = &config_gate_table,
	  .help = "When a change, a night or a release may pass, by name; pull-request, nightly and "
		  "release are there without a word.",
	  .example = "{ release: { approvals: required } }" },
	{ .name = "risk", .type = FIELD_GROUP, AT(config_file, config.risk), .item = &config_risk_table,
	  .help = "What to protect first, and who must approve a change of it." },
	{ .name = "deployments", .type = FIELD_GROUP, AT(config_file, config.deployments),
	  .item = &config_deployments_table,
	  .help = "What was put into service, and when." },
	{ .name = "history", .type = FIELD_GROUP, AT(config_file, config.history),
	  .item = &config_history_table,
	  .help = "How the history of the repository is read." },
	{ .name = "outcomes", .type = FIELD_GROUP, AT(config_file, config.outcomes),
	  .item = &config_outcomes_table,
	  .help = "What is compared before and after something was changed." },
	{ .name = "report", .type = FIELD_GROUP, AT(config_file, config.report),
	  .item = &config_report_table,
	  .help = "What is kept of each run." },
	{ .name = "exceptions", .type = FIELD_PATHS, AT(config_file, config.exceptions),
	  .help = "Files that list findings somebody answers for, until a day.",
	  .example = "[governance/exceptions.yaml]" },
};

const struct table config_table = {
	.name = "the configuration",
	.help = "lintel.yaml, at the root of the repository.",
	.fields = config_fields, .len = COUNT_OF(config_fields), .size = sizeof(struct config_file),
};

/* clang-format on */
