/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/labels.h"

static int label_order(const void *a, const void *b)
{
	return str_cmp(((const struct label *)a)->name, ((const struct label *)b)->name);
}

bool labels_settle(label_list *labels, struct str *twice)
{
	vec_sort(labels, label_order);
	for (size_t i = 1; i < labels->len; i++) {
		if (str_eq(labels->p[i].name, labels->p[i - 1].name)) {
			*twice = labels->p[i].name;
			return false;
		}
	}
	size_t kept = 0;
	for (size_t i = 0; i < labels->len; i++) {
		if (labels->p[i].value.len) {
			labels->p[kept++] = labels->p[i];
		}
	}
	labels->len = kept;
	return true;
}
