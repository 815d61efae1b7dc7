/* SPDX-License-Identifier: MIT */
#include "findings/own.h"

const struct own_rule own_rules[] = {
#define OWN(name, id, severity, text) \
	[OWN_##name] = { STR_INIT(id), SEVERITY_##severity, STR_INIT(text) },
#include "findings/own.def"
#undef OWN
};

const struct own_rule *own_rule_find(struct str id)
{
	for (size_t i = 0; i < OWN_RULES; i++) {
		if (str_eq(own_rules[i].id, id)) {
			return &own_rules[i];
		}
	}
	return NULL;
}

enum own_id own_telemetry(struct str kind)
{
	const struct str family = STR("lintel/telemetry/");
	for (size_t i = 0; i < OWN_RULES; i++) {
		if (str_starts(own_rules[i].id, family)
				&& str_eq(str_from(own_rules[i].id, family.len), kind)) {
			return (enum own_id)i;
		}
	}
	return OWN_TELEMETRY_DATA;
}

struct own_settings own_settings_of(const struct config *config)
{
	struct own_settings settings = { 0 };
	for (size_t i = 0; i < OWN_RULES; i++) {
		settings.severity[i] = own_rules[i].severity;
	}
	for (size_t i = 0; i < config->rule_count; i++) {
		const struct config_rule *entry = &config->rules[i];
		const struct own_rule *rule = own_rule_find(entry->id.s);
		if (rule) {
			size_t number = (size_t)(rule - own_rules);
			settings.entry[number] = entry;
			settings.severity[number] =
					entry->severity.is_set
							? (enum severity)entry->severity.value
							: rule->severity;
		}
	}
	return settings;
}

void own_entry_apply(struct finding *finding, const struct config_rule *entry)
{
	if (entry) {
		finding->reason = entry->reason.s;
		finding->adr = entry->adr.s;
		finding->docs = entry->docs.s;
		finding->action = entry->action.s;
	}
}

struct finding *own_finding(struct findings *findings, const struct own_settings *settings,
		enum own_id id, struct str kind, struct str source, struct str target,
		struct place place)
{
	const struct config_rule *entry = settings->entry[id];
	if (settings->severity[id] == SEVERITY_NONE) {
		return NULL;
	}
	struct finding *finding = finding_add(findings, own_rules[id].id, settings->severity[id],
			kind, source, target, place);
	own_entry_apply(finding, entry);
	return finding;
}
