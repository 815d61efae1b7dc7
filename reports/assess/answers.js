// SPDX-License-Identifier: MIT
// The file of answers: written as checker/pillars/answers_write.c writes it, and
// read as far as people write such files: maps and lists, in blocks or in
// braces, and texts in any quotes.  Anchors, tags and several documents are refused.
"use strict";

const ANSWERS_BYTES_MAX = 1024 * 1024;
const DEPTH_MAX = 16;

// ---- writing ----

function isPlain(text) {
	return /^[A-Za-z][A-Za-z0-9._-]*$/.test(text) && !["true", "false", "null"].includes(text);
}

// What no editor shows as itself: controls, separators, marks that turn the direction, half pairs.
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;

function quoted(text) {
	let out = "";
	for (const character of text) {
		const code = character.codePointAt(0);
		if (character === '"' || character === "\\") {
			out += "\\" + character;
		} else if (character === "\n") {
			out += "\\n";
		} else if (code >= 0xd800 && code <= 0xdfff) {
			out += "\ufffd";
		} else if (UNSHOWN.test(character)) {
			out += code > 0xffff ? "\\U" + code.toString(16).padStart(8, "0")
				: "\\u" + code.toString(16).padStart(4, "0");
		} else {
			out += character;
		}
	}
	return `"${out}"`;
}

function scalar(text) {
	return isPlain(text) ? text : quoted(text);
}

function answerText(item, answer) {
	const parts = [];
	const ticked = item.criteria.filter((c) => answer.ticked.includes(c.id)).map((c) => scalar(c.id));
	if (answer.choice) {
		parts.push(`answer: ${scalar(answer.choice)}`);
	}
	// Where there are no choices, nothing ticked is an answer too.
	if (ticked.length || (!item.choices.length && answer.choice !== NOT_APPLICABLE)) {
		parts.push(`ticked: [${ticked.join(", ")}]`);
	}
	if (answer.note) {
		parts.push(`note: ${scalar(answer.note)}`);
	}
	if (answer.evidence) {
		parts.push(`evidence: ${scalar(answer.evidence)}`);
	}
	parts.push(`on: ${answer.on}`);
	if (answer.by) {
		parts.push(`by: ${scalar(answer.by)}`);
	}
	return `{ ${parts.join(", ")} }`;
}

// `answers`: a Map from ids of items.
function answersText(pack, answers) {
	const lines = [`pack: ${scalar(pack.name)}`, `version: ${quoted(pack.version)}`, "answers:"];
	for (const item of pack.items) {
		const answer = answers.get(item.id);
		if (answer) {
			lines.push(`  ${scalar(item.id)}: ${answerText(item, answer)}`);
		}
	}
	return lines.join("\n") + "\n";
}

// ---- reading YAML ----

class YamlError extends Error {
	constructor(line, text) {
		super(`line ${line}: ${text}`);
	}
}

class YamlReader {
	constructor(text) {
		this.text = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
		this.at = 0;
	}

	fail(text) {
		throw new YamlError(this.text.slice(0, this.at).split("\n").length, text);
	}

	peek() {
		return this.text[this.at] ?? "";
	}

	// Blanks and tabs, and a comment behind them.
	skipBlanks() {
		const begin = this.at;
		while (this.peek() === " " || this.peek() === "\t") {
			this.at++;
		}
		if (this.peek() === "#" && (this.at > begin || begin === 0 || this.text[begin - 1] === "\n")) {
			while (this.at < this.text.length && this.peek() !== "\n") {
				this.at++;
			}
		}
	}

	skipLines() {
		for (;;) {
			this.skipBlanks();
			if (this.peek() !== "\n") {
				return;
			}
			this.at++;
		}
	}

	// How many blanks stand before what comes next, which is moved to; -1 at the end.
	indent() {
		this.skipLines();
		if (this.at >= this.text.length) {
			return -1;
		}
		const begin = this.text.lastIndexOf("\n", this.at - 1) + 1;
		const before = this.text.slice(begin, this.at);
		if (before.includes("\t")) {
			this.fail("indent with blanks, not tabs");
		}
		return before.length;
	}

	document() {
		if (this.indent() >= 0 && this.text.startsWith("---", this.at)) {
			this.at += 3;
		}
		const indent = this.indent();
		if (indent < 0) {
			return null;
		}
		const value = this.block(indent, 0);
		if (this.indent() >= 0 && !(this.text.startsWith("...", this.at))) {
			this.fail("nothing may stand here");
		}
		return value;
	}

	block(indent, depth) {
		if (depth > DEPTH_MAX) {
			this.fail("nested too deeply");
		}
		if (this.peek() === "{" || this.peek() === "[") {
			return this.flow(depth);
		}
		if (this.isDash()) {
			return this.blockList(indent, depth);
		}
		return this.blockMap(indent, depth);
	}

	isDash() {
		return this.peek() === "-" && /[ \n]/.test(this.text[this.at + 1] ?? "\n");
	}

	blockList(indent, depth) {
		const list = [];
		while (this.indent() === indent && this.isDash()) {
			this.at++;
			list.push(this.value(indent, depth, false));
		}
		return list;
	}

	blockMap(indent, depth) {
		const map = new Map();
		for (let now = this.indent(); now >= indent; now = this.indent()) {
			if (now > indent) {
				this.fail("indented more than the entry before");
			}
			const key = this.key();
			if (map.has(key)) {
				this.fail(`'${key}' is there twice`);
			}
			map.set(key, this.value(indent, depth, true));
		}
		return map;
	}

	key() {
		let key;
		if (this.peek() === '"' || this.peek() === "'") {
			key = this.quotedText();
		} else {
			const found = /^[^\s{}[\],&*!|>%@`"'#:][^\n:{}[\],]*?(?=\s*:(?:\s|$))/.exec(this.text.slice(this.at, this.at + 500));
			if (!found) {
				this.fail("expected 'key: value'");
			}
			key = found[0];
			this.at += key.length;
		}
		this.skipBlanks();
		if (this.peek() !== ":") {
			this.fail("expected ':'");
		}
		this.at++;
		return key;
	}

	// What stands behind "key:" or "-": on this line, or further in on the next ones.
	value(indent, depth, isOfMap) {
		this.skipBlanks();
		if (this.at < this.text.length && this.peek() !== "\n") {
			return this.inline(indent, depth);
		}
		const next = this.indent();
		const isList = isOfMap && next === indent && this.isDash();
		return next > indent || isList ? this.block(next, depth + 1) : null;
	}

	inline(indent, depth) {
		const first = this.peek();
		if (first === "{" || first === "[") {
			return this.flow(depth);
		}
		if (first === '"' || first === "'") {
			return this.quotedText();
		}
		if (first === "|" || first === ">") {
			return this.blockText(indent, first === ">");
		}
		if ("&*!%@`".includes(first)) {
			this.fail(`'${first}' is not understood here: put the text in quotes`);
		}
		return this.plainText(indent);
	}

	// To the end of the line, and on with lines that are further in.
	plainText(indent) {
		const parts = [];
		do {
			let end = this.text.indexOf("\n", this.at);
			end = end < 0 ? this.text.length : end;
			const line = this.text.slice(this.at, end);
			const part = line.replace(/(^|\s)#.*$/, "").trim();
			if (/:(\s|$)/.test(part)) {
				this.fail("a text with ': ' in it needs quotes");
			}
			parts.push(part);
			this.at = end;
			if (/(^|\s)#/.test(line)) {
				break;
			}
		} while (this.indent() > indent);
		return parts.join(" ");
	}

	blockText(indent, isFolded) {
		const head = /^[|>][+-]?[ \t]*(#[^\n]*)?\n/.exec(this.text.slice(this.at));
		if (!head) {
			this.fail("a text in a block begins on the next line");
		}
		this.at += head[0].length;
		const lines = [];
		let inner = 0;
		while (this.at < this.text.length) {
			let end = this.text.indexOf("\n", this.at);
			end = end < 0 ? this.text.length : end;
			const line = this.text.slice(this.at, end);
			const blanks = line.length - line.trimStart().length;
			if (line.trim() && blanks <= indent) {
				break;
			}
			inner = inner || (line.trim() ? blanks : 0);
			lines.push(line.slice(inner));
			this.at = end + 1;
		}
		return lines.join(isFolded ? " " : "\n").trim();
	}

	quotedText() {
		const quote = this.peek();
		let out = "";
		this.at++;
		for (;;) {
			const character = this.peek();
			if (character === "") {
				this.fail("a quote is not closed");
			}
			this.at++;
			if (character === quote && quote === "'" && this.peek() === "'") {
				out += "'";
				this.at++;
			} else if (character === quote) {
				return out;
			} else if (character === "\\" && quote === '"') {
				out += this.escaped();
			} else if (character === "\n") {
				// Broken over lines: one blank.
				out = out.trimEnd() + " ";
				this.skipLines();
			} else {
				out += character;
			}
		}
	}

	escaped() {
		const known = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\", "/": "/", "0": "\0", e: "\x1b", a: "\x07",
			b: "\b", f: "\f", v: "\v", " ": " ", _: "\u00a0", N: "\u0085", L: "\u2028", P: "\u2029" };
		const letter = this.peek();
		const digits = { x: 2, u: 4, U: 8 }[letter];
		this.at++;
		if (!digits) {
			return known[letter] ?? this.fail(`'\\${letter}' is not understood`);
		}
		const code = this.text.slice(this.at, this.at + digits);
		if (!/^[0-9a-fA-F]+$/.test(code) || code.length < digits || parseInt(code, 16) > 0x10ffff) {
			this.fail(`'\\${letter}' needs ${digits} hexadecimal digits`);
		}
		this.at += digits;
		return String.fromCodePoint(parseInt(code, 16));
	}

	flow(depth) {
		if (depth > DEPTH_MAX) {
			this.fail("nested too deeply");
		}
		const isMap = this.peek() === "{";
		const close = isMap ? "}" : "]";
		const out = isMap ? new Map() : [];
		this.at++;
		for (;;) {
			this.skipLines();
			if (this.peek() === close) {
				this.at++;
				return out;
			}
			if (isMap) {
				const key = this.key();
				if (out.has(key)) {
					this.fail(`'${key}' is there twice`);
				}
				out.set(key, this.flowValue(depth));
			} else {
				out.push(this.flowValue(depth));
			}
			this.skipLines();
			if (this.peek() === ",") {
				this.at++;
			} else if (this.peek() !== close) {
				this.fail(`expected ',' or '${close}'`);
			}
		}
	}

	flowValue(depth) {
		this.skipLines();
		const first = this.peek();
		if (first === "{" || first === "[") {
			return this.flow(depth + 1);
		}
		if (first === '"' || first === "'") {
			return this.quotedText();
		}
		if (first === "" || "&*!%@`|>".includes(first)) {
			this.fail("put the text in quotes");
		}
		const found = /^(?:[^,{}[\]\n#]|(?<=\S)#)*/.exec(this.text.slice(this.at))[0];
		this.at += found.length;
		return found.trim() === "" ? null : found.trim();
	}
}

function yamlRead(text) {
	return new YamlReader(text).document();
}

// ---- what it means ----

function textOf(map, key) {
	const value = map.get(key) ?? "";
	return typeof value === "string" ? value : null;
}

function isDay(text) {
	const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(NaN);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

// One entry; what is wrong with it goes to `problems`, and it is left out.
function answerRead(item, entry, problems) {
	const problem = (text) => {
		problems.push(`${item.id}: ${text}`);
		return null;
	};
	if (!(entry instanceof Map)) {
		return problem("expected { answer: …, on: … }");
	}
	const stranger = [...entry.keys()].find((k) => !["answer", "ticked", "note", "evidence", "on", "by"].includes(k));
	if (stranger !== undefined) {
		return problem(`unknown key '${stranger}'`);
	}
	const answer = { choice: textOf(entry, "answer"), note: textOf(entry, "note"), evidence: textOf(entry, "evidence"),
		on: textOf(entry, "on"), by: textOf(entry, "by"), ticked: entry.get("ticked") ?? [] };
	if (Object.values(answer).includes(null) || !Array.isArray(answer.ticked)) {
		return problem("a list or a map stands where a text belongs, or a text where a list does");
	}
	const isChoice = answer.choice === NOT_APPLICABLE || item.choices.some((c) => c.id === answer.choice)
		|| (!item.choices.length && answer.choice === "");
	if (!isChoice) {
		return problem(answer.choice ? `'${answer.choice}' is no answer to it` : "it has no 'answer'");
	}
	const tick = answer.ticked.find((id) => !item.criteria.some((c) => c.id === id));
	if (tick !== undefined) {
		return problem(`'${tick}' is none of its criteria`);
	}
	if (!isDay(answer.on)) {
		return problem("it has no day: write it as on: 2026-11-01");
	}
	return answer;
}

// { answers, problems }; throws a YamlError for what is not of the form at all.
function answersRead(pack, text) {
	const problems = [];
	const answers = new Map();
	if (text.length > ANSWERS_BYTES_MAX) {
		throw new YamlError(1, "the file is larger than 1 MiB");
	}
	const root = yamlRead(text);
	if (!(root instanceof Map) || !root.has("pack")) {
		throw new YamlError(1, "this is no file of answers: it has no 'pack'");
	}
	if (root.get("pack") !== pack.name) {
		throw new YamlError(1, `these are answers to the pack '${root.get("pack")}', and this page asks '${pack.name}'`);
	}
	const entries = root.get("answers") ?? new Map();
	if (!(entries instanceof Map)) {
		throw new YamlError(1, "'answers' must be a map");
	}
	const questions = new Map(pack.items.filter((i) => i.is_question).map((i) => [i.id, i]));
	for (const [id, entry] of entries) {
		const item = questions.get(id);
		const answer = item ? answerRead(item, entry, problems) : null;
		if (!item) {
			problems.push(`${id}: the pack asks nothing of this name`);
		}
		if (answer) {
			answers.set(id, answer);
		}
	}
	return { answers, problems };
}
