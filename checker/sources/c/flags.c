/* SPDX-License-Identifier: MIT */
#include "sources/c/flags.h"

#include "base/arena.h"
#include "base/buf.h"

/* Words that mean what they say and change the language or its predefined macros. */
static const struct str passed[] = {
	STR_INIT("-O"),
	STR_INIT("-O0"),
	STR_INIT("-O1"),
	STR_INIT("-O2"),
	STR_INIT("-O3"),
	STR_INIT("-O4"),
	STR_INIT("-Ofast"),
	STR_INIT("-Og"),
	STR_INIT("-Os"),
	STR_INIT("-Oz"),
	STR_INIT("-ansi"),
	STR_INIT("-nostdinc"),
	STR_INIT("-pthread"),
	STR_INIT("-undef"),
	STR_INIT("-fPIC"),
	STR_INIT("-fPIE"),
	STR_INIT("-fasm"),
	STR_INIT("-fblocks"),
	STR_INIT("-fbuiltin"),
	STR_INIT("-fcf-protection"),
	STR_INIT("-fcommon"),
	STR_INIT("-fdollars-in-identifiers"),
	STR_INIT("-fexceptions"),
	STR_INIT("-ffast-math"),
	STR_INIT("-ffinite-math-only"),
	STR_INIT("-ffreestanding"),
	STR_INIT("-fgnu-keywords"),
	STR_INIT("-fgnu89-inline"),
	STR_INIT("-fhosted"),
	STR_INIT("-fmath-errno"),
	STR_INIT("-fms-compatibility"),
	STR_INIT("-fms-extensions"),
	STR_INIT("-fno-PIC"),
	STR_INIT("-fno-PIE"),
	STR_INIT("-fno-asm"),
	STR_INIT("-fno-builtin"),
	STR_INIT("-fno-common"),
	STR_INIT("-fno-dollars-in-identifiers"),
	STR_INIT("-fno-exceptions"),
	STR_INIT("-fno-gnu-keywords"),
	STR_INIT("-fno-gnu89-inline"),
	STR_INIT("-fno-math-errno"),
	STR_INIT("-fno-ms-extensions"),
	STR_INIT("-fno-pic"),
	STR_INIT("-fno-pie"),
	STR_INIT("-fno-short-enums"),
	STR_INIT("-fno-short-wchar"),
	STR_INIT("-fno-signed-char"),
	STR_INIT("-fno-unsigned-char"),
	STR_INIT("-fno-wrapv"),
	STR_INIT("-fopenmp"),
	STR_INIT("-fpic"),
	STR_INIT("-fpie"),
	STR_INIT("-fshort-enums"),
	STR_INIT("-fshort-wchar"),
	STR_INIT("-fsigned-char"),
	STR_INIT("-fstack-protector"),
	STR_INIT("-fstack-protector-all"),
	STR_INIT("-fstack-protector-strong"),
	STR_INIT("-ftrigraphs"),
	STR_INIT("-funsigned-char"),
	STR_INIT("-fwrapv"),
	STR_INIT("-fsanitize=address"),
	STR_INIT("-fsanitize=address,undefined"),
	STR_INIT("-fsanitize=leak"),
	STR_INIT("-fsanitize=memory"),
	STR_INIT("-fsanitize=thread"),
	STR_INIT("-fsanitize=undefined"),
	STR_INIT("-m16"),
	STR_INIT("-m32"),
	STR_INIT("-m64"),
	STR_INIT("-mx32"),
	STR_INIT("-maes"),
	STR_INIT("-marm"),
	STR_INIT("-mavx"),
	STR_INIT("-mavx2"),
	STR_INIT("-mavx512bw"),
	STR_INIT("-mavx512cd"),
	STR_INIT("-mavx512dq"),
	STR_INIT("-mavx512f"),
	STR_INIT("-mavx512vbmi"),
	STR_INIT("-mavx512vl"),
	STR_INIT("-mbig-endian"),
	STR_INIT("-mbmi"),
	STR_INIT("-mbmi2"),
	STR_INIT("-mcrc"),
	STR_INIT("-mcrc32"),
	STR_INIT("-mcx16"),
	STR_INIT("-mf16c"),
	STR_INIT("-mfma"),
	STR_INIT("-mgeneral-regs-only"),
	STR_INIT("-mgfni"),
	STR_INIT("-mhard-float"),
	STR_INIT("-mlittle-endian"),
	STR_INIT("-mlong-double-128"),
	STR_INIT("-mlong-double-64"),
	STR_INIT("-mlzcnt"),
	STR_INIT("-mmmx"),
	STR_INIT("-mmovbe"),
	STR_INIT("-mno-80387"),
	STR_INIT("-mno-avx"),
	STR_INIT("-mno-mmx"),
	STR_INIT("-mno-red-zone"),
	STR_INIT("-mno-sse"),
	STR_INIT("-mno-sse2"),
	STR_INIT("-mpclmul"),
	STR_INIT("-mpopcnt"),
	STR_INIT("-mrdrnd"),
	STR_INIT("-mrdseed"),
	STR_INIT("-msha"),
	STR_INIT("-msoft-float"),
	STR_INIT("-msse"),
	STR_INIT("-msse2"),
	STR_INIT("-msse3"),
	STR_INIT("-msse4"),
	STR_INIT("-msse4.1"),
	STR_INIT("-msse4.2"),
	STR_INIT("-mssse3"),
	STR_INIT("-mthumb"),
	STR_INIT("-mvaes"),
	STR_INIT("-mvpclmulqdq"),
	STR_INIT("-mxsave"),
};

struct valued_flag {
	struct str name;
	enum flag_class class;
	/* The value may follow in the next word, or be joined. */
	bool may_be_separate;
	bool may_be_joined;
};

/* Longer names before their prefixes: "-isystem" before "-I" would not matter, "-include" does. */
static const struct valued_flag valued[] = {
	{ STR_INIT("-iquote"), FLAG_PATH, true, true },
	{ STR_INIT("-isystem"), FLAG_PATH, true, true },
	{ STR_INIT("-idirafter"), FLAG_PATH, true, true },
	{ STR_INIT("-isysroot"), FLAG_PATH, true, true },
	{ STR_INIT("--sysroot="), FLAG_PATH, false, true },
	{ STR_INIT("--sysroot"), FLAG_PATH, true, false },
	{ STR_INIT("-imacros"), FLAG_HEADER, true, true },
	{ STR_INIT("-include-pch"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-include"), FLAG_HEADER, true, true },
	{ STR_INIT("-I"), FLAG_PATH, true, true },
	{ STR_INIT("-D"), FLAG_VALUE, true, true },
	{ STR_INIT("-U"), FLAG_VALUE, true, true },
	{ STR_INIT("-std="), FLAG_VALUE, false, true },
	{ STR_INIT("--std="), FLAG_VALUE, false, true },
	{ STR_INIT("--target="), FLAG_VALUE, false, true },
	{ STR_INIT("-target"), FLAG_VALUE, true, false },
	{ STR_INIT("-march="), FLAG_VALUE, false, true },
	{ STR_INIT("-mcpu="), FLAG_VALUE, false, true },
	{ STR_INIT("-mfpu="), FLAG_VALUE, false, true },
	{ STR_INIT("-mfloat-abi="), FLAG_VALUE, false, true },
	{ STR_INIT("-mabi="), FLAG_VALUE, false, true },
	{ STR_INIT("-x"), FLAG_LANGUAGE, true, true },
	{ STR_INIT("-Wp,"), FLAG_PREPROCESSOR, false, true },
	/* Dropped together with their value, so that it is not taken for an input. */
	{ STR_INIT("-o"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-MF"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-MT"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-MQ"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-MJ"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-Xclang"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-Xlinker"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-Xassembler"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-Xpreprocessor"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-mllvm"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-load"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-plugin"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-ivfsoverlay"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("--config"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("--param"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("--serialize-diagnostics"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-dependency-file"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-aux-info"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-arch"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-B"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-L"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-l"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-T"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-u"), FLAG_DROP_PAIR, true, false },
	{ STR_INIT("-z"), FLAG_DROP_PAIR, true, false },
};

static bool valued_flag_of(struct str word, struct flag *flag)
{
	for (size_t i = 0; i < COUNT_OF(valued); i++) {
		const struct valued_flag *entry = &valued[i];
		bool is_whole = str_eq(word, entry->name);
		if (is_whole && entry->may_be_separate) {
			*flag = (struct flag){ entry->class, entry->name, STR(""), true };
			return true;
		}
		if (!is_whole && entry->may_be_joined && str_starts(word, entry->name)) {
			struct str value = str_from(word, entry->name.len);
			*flag = (struct flag){ entry->class, entry->name, value, false };
			return true;
		}
	}
	return false;
}

struct flag flag_of(struct str word)
{
	struct flag flag = { FLAG_DROP, word, STR(""), false };
	if (word.len && word.p[0] == '@') {
		flag.class = FLAG_RESPONSE;
		return flag;
	}
	if (word.len < 2 || word.p[0] != '-') {
		flag.class = FLAG_INPUT;
		return flag;
	}
	for (size_t i = 0; i < COUNT_OF(passed); i++) {
		if (str_eq(word, passed[i])) {
			flag.class = FLAG_PASS;
			return flag;
		}
	}
	valued_flag_of(word, &flag);
	return flag;
}

/* Takes the quoted text that begins at `*at`, on its quote, into `out`. */
static bool quoted_take(struct str command, size_t *at, struct buf *out)
{
	char quote = command.p[(*at)++];
	while (*at < command.len && command.p[*at] != quote) {
		char c = command.p[(*at)++];
		if (c == '\\' && quote == '"' && *at < command.len
				&& strchr("\"\\$`\n", command.p[*at])) {
			c = command.p[(*at)++];
		}
		buf_add_char(out, c);
	}
	return (*at)++ < command.len;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool command_split(struct command_words *words, struct arena *arena, struct str command)
{
	bool is_sound = true;
	struct buf word;
	buf_init(&word);
	for (size_t at = 0; is_sound && at < command.len;) {
		if (is_blank(command.p[at])) {
			at++;
			continue;
		}
		buf_clear(&word);
		while (is_sound && at < command.len && !is_blank(command.p[at])) {
			char c = command.p[at];
			if (c == '"' || c == '\'') {
				is_sound = quoted_take(command, &at, &word);
				continue;
			}
			if (c == '\\' && at + 1 < command.len) {
				c = command.p[++at];
			}
			buf_add_char(&word, c);
			at++;
		}
		*vec_add(&words->list, arena) = str_dup(arena, buf_str(&word));
	}
	buf_finish(&word);
	return is_sound;
}
