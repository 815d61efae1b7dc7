/* SPDX-License-Identifier: MIT */
#include "findings/finding.h"

#include "base/arena.h"

/* Shorter ones would name several findings of a large tree by chance. */
#define PREFIX_MIN 8

void findings_init(struct findings *findings, struct arena *arena)
{
	*findings = (struct findings){ .arena = arena };
}

struct hash finding_fingerprint(
		struct str rule, struct str kind, struct str source, struct str target)
{
	const struct str parts[] = { rule, kind, source, target };
	return hash_parts(parts, COUNT_OF(parts));
}

struct finding *finding_add(struct findings *findings, struct str rule, enum severity severity,
		struct str kind, struct str source, struct str target, struct place place)
{
	struct finding *finding = vec_add(&findings->list, findings->arena);
	*finding = (struct finding){
		.rule = rule,
		.severity = severity,
		.place = place,
		.kind = kind,
		.source = source,
		.target = target,
		.fingerprint = finding_fingerprint(rule, kind, source, target),
	};
	return finding;
}

/* Total but for texts that no fingerprint has, so that equal means the same finding. */
static int finding_order(const void *a, const void *b)
{
	const struct finding *x = a;
	const struct finding *y = b;
	int order = place_cmp(&x->place, &y->place);
	order = order ? order : str_cmp(x->rule, y->rule);
	order = order ? order : str_cmp(x->message, y->message);
	order = order ? order : str_cmp(x->target, y->target);
	order = order ? order : str_cmp(x->source, y->source);
	order = order ? order : str_cmp(x->kind, y->kind);
	return order ? order : str_cmp(x->label, y->label);
}

void findings_sort(struct findings *findings)
{
	vec_sort(&findings->list, finding_order);
	size_t kept = 0;
	for (size_t i = 0; i < findings->list.len; i++) {
		const struct finding *finding = &findings->list.p[i];
		if (kept && finding_order(finding, &findings->list.p[kept - 1]) == 0) {
			continue;
		}
		findings->list.p[kept++] = *finding;
	}
	findings->list.len = kept;
}

bool fingerprint_is_prefix(struct str text)
{
	if (text.len < PREFIX_MIN || text.len >= HASH_HEX_SIZE) {
		return false;
	}
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
			return false;
		}
	}
	return true;
}

bool fingerprint_has_prefix(struct hash fingerprint, struct str prefix)
{
	char hex[HASH_HEX_SIZE];
	hash_hex(fingerprint, hex);
	return str_starts(str_of(hex), prefix);
}
