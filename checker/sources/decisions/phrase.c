/* SPDX-License-Identifier: MIT */
#include "sources/decisions/phrase.h"

size_t phrase_length(struct str text, size_t at, struct str phrase)
{
	size_t begin = at;
	if (at > 0 && is_word(text.p[at - 1])) {
		return 0;
	}
	for (size_t i = 0; i < phrase.len; i++, at++) {
		bool is_gap = phrase.p[i] == ' ' && at < text.len
			      && (text.p[at] == '\n' || text.p[at] == '-');
		if (at >= text.len || !(is_gap || letter_lower(text.p[at]) == phrase.p[i])) {
			return 0;
		}
	}
	return at == text.len || !is_word(text.p[at]) ? at - begin : 0;
}
