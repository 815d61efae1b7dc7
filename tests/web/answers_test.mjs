// SPDX-License-Identifier: MIT
// The page writes and reads files of answers; that lintel reads them is in page_test.mjs.

import { assert, claim, finish, parts, plain } from "./tap.mjs";

const page = parts("interval.js", "answers.js");

const pack = {
	name: "small", version: "1.0",
	items: ["a.one", "a.two", "b.1"].map((id) => ({ id, is_question: id !== "b.1",
		choices: [{ id: "no" }, { id: "yes" }, { id: "well, partly" }], criteria: [{ id: "c1" }, { id: "c-2" }] })),
};

function answer(extra) {
	return { choice: "yes", ticked: [], note: "", evidence: "", on: "2026-11-21", by: "", ...extra };
}

function read(text) {
	return plain(page.answersRead(pack, text));
}

function readOne(entry) {
	const { answers, problems } = read(`pack: small\nanswers:\n  a.one: ${entry}\n`);
	assert.deepEqual(problems, []);
	return answers["a.one"];
}

await claim("answers stand in the order of the pack, one on a line", () => {
	const answers = new Map([
		["a.two", answer({ choice: "not-applicable", note: 'a "quoted" \\ word\nand a line', by: "team-a" })],
		["a.one", answer({ ticked: ["c-2", "c1"], evidence: "docs/x.md" })],
	]);
	assert.equal(page.answersText(pack, answers), 'pack: small\nversion: "1.0"\nanswers:\n'
		+ '  a.one: { answer: yes, ticked: [c1, c-2], evidence: "docs/x.md", on: 2026-11-21 }\n'
		+ '  a.two: { answer: not-applicable, note: "a \\"quoted\\" \\\\ word\\nand a line", on: 2026-11-21, by: team-a }\n');
});

await claim("whatever is written is read back", () => {
	const letters = ["a", "\"", "'", "\\", "\n", "\t", "#", ":", "{", "}", "[", ",", " ", "é", "日", "😀", "\u202e", "\u2028", "<", "&", "-", "%", "\u0007"];
	let state = 7;
	const random = (n) => { state = (state * 48271) % 2147483647; return state % n; };
	for (let i = 0; i < 5000; i++) {
		const text = () => Array.from({ length: random(12) }, () => letters[random(letters.length)]).join("");
		const given = answer({ choice: ["no", "yes", "well, partly", "not-applicable"][random(4)],
			ticked: ["c1", "c-2"].slice(0, random(3)), note: text(), evidence: text(), by: text() });
		const written = page.answersText(pack, new Map([["a.one", given]]));
		assert.deepEqual(read(written), { answers: { "a.one": given }, problems: [] }, written);
	}
});

await claim("people may write it in blocks, quotes and lines of their own", () => {
	const wanted = answer({ ticked: ["c1", "c-2"], note: "two words", by: "team-a" });
	const forms = [
		"{answer: yes,ticked: [c1, c-2],note: two words,on: 2026-11-21,by: team-a}",
		"{ answer: 'yes', ticked: [ \"c1\", 'c-2', ], note: \"two words\", on: \"2026-11-21\", by: team-a, } # done",
		"\n    answer: yes\n    ticked:\n    - c1\n    - c-2  # both\n    # a remark\n    note: two\n      words\n    on: 2026-11-21\n    by: team-a",
		"\n    answer: yes\n    ticked:\n      - c1\n      - c-2\n    note: >\n      two\n      words\n    on: 2026-11-21\n    by: team-a",
		"{ answer: yes, ticked:\n      [c1,\n       c-2], note: \"two\n      words\", on: 2026-11-21, by: team-a }",
		'{ "answer": "yes", "ticked": ["c1", "c-2"], "note": "t\\u0077o\\x20words", "on": "2026-11-21", "by": "team-a" }',
	];
	for (const form of forms) {
		assert.deepEqual(readOne(form), wanted, form);
		assert.deepEqual(readOne(form.replaceAll("\n", "\r\n")), wanted, "CRLF");
	}
	assert.equal(readOne("{ answer: no, note: 'it''s # 1: a', on: 2026-11-21 }").note, "it's # 1: a");
	assert.equal(readOne("{ answer: no, note: a#b c:d, on: 2026-11-21 }").note, "a#b c:d");
	assert.equal(readOne("\n    answer: no\n    note: |\n      one\n      two\n    on: 2026-11-21").note, "one\ntwo");
});

await claim("what cannot count is left out and named", () => {
	const { answers, problems } = read("---\n# ours\npack: small\nversion: \"1.0\"\nanswers:\n"
		+ "  a.one: { answer: maybe, on: 2026-11-21 }\n"
		+ "  a.two: { answer: no, ticked: [c1, c9], on: 2026-11-21 }\n"
		+ "  b.1: { answer: no, on: 2026-11-21 }\n"
		+ "  c.3: { answer: no, on: 2026-11-21 }\n");
	assert.deepEqual(answers, {});
	assert.deepEqual(problems, ["a.one: 'maybe' is no answer to it", "a.two: 'c9' is none of its criteria",
		"b.1: the pack asks nothing of this name", "c.3: the pack asks nothing of this name"]);
	const one = (entry) => read(`pack: small\nanswers: { a.one: ${entry} }\n`).problems;
	assert.deepEqual(one("{ answer: no }"), ["a.one: it has no day: write it as on: 2026-11-01"]);
	assert.deepEqual(one("{ answer: no, on: 2026-02-31 }"), ["a.one: it has no day: write it as on: 2026-11-01"]);
	assert.deepEqual(one("{ on: 2026-11-21 }"), ["a.one: it has no 'answer'"]);
	assert.deepEqual(one("{ anwser: no, on: 2026-11-21 }"), ["a.one: unknown key 'anwser'"]);
	assert.deepEqual(one("no"), ["a.one: expected { answer: …, on: … }"]);
	assert.deepEqual(one("{ answer: [no], on: 2026-11-21 }").length, 1);
});

await claim("what is not of the form is refused with its line", () => {
	const refused = (text, message) => assert.throws(() => page.answersRead(pack, text), (e) => e.message.includes(message) || assert.fail(e.message));
	refused("", "this is no file of answers");
	refused("a\n", "line 1: expected 'key: value'");
	refused("answers: {}\n", "it has no 'pack'");
	refused("pack: other\n", "these are answers to the pack 'other'");
	refused("pack: small\nanswers: 3\n", "'answers' must be a map");
	refused("pack: small\npack: small\n", "line 2: 'pack' is there twice");
	refused("pack: small\nanswers:\n  a.one: { answer: no\n", "expected ',' or '}'");
	refused("pack: small\nanswers:\n\ta.one: no\n", "line 3: indent with blanks, not tabs");
	refused("pack: small\nanswers: &x {}\n", "line 2: '&' is not understood here");
	refused("pack: small\nanswers:\n  a.one: { note: \"open }\n", "a quote is not closed");
	refused("pack: small\n  version: 1\n", "line 2:");
	refused(`pack: ${"[".repeat(100)}`, "nested too deeply");
	refused("x".repeat(1024 * 1024 + 1), "larger than 1 MiB");
});

await claim("a name cannot reach into the page's own objects", () => {
	const { answers, problems } = page.answersRead(pack, "pack: small\nanswers:\n  __proto__: { answer: yes, on: 2026-11-21 }\n  constructor: {}\n");
	assert.equal(answers.size, 0);
	assert.equal(problems.length, 2);
	assert.equal({}.answer, undefined);
});

await claim("broken files are read or refused, and quickly", () => {
	const seed = "pack: small\nversion: \"1.0\"\nanswers:\n  a.one: { answer: yes, ticked: [c1, \"c-2\"], note: 'it''s', on: 2026-11-21 } # x\n"
		+ "  a.two:\n    answer: no\n    note: |\n      one\n    ticked:\n    - c1\n    on: 2026-11-01\n";
	const letters = "{}[]:,\"'#|>&*- \n\t\\ax\u2028\ud800";
	let state = 3;
	const random = (n) => { state = (state * 48271) % 2147483647; return state % n; };
	for (let i = 0; i < 20000; i++) {
		let text = seed;
		for (let k = random(6); k >= 0; k--) {
			const at = random(text.length);
			text = text.slice(0, at) + (random(3) ? letters[random(letters.length)] : "") + text.slice(at + random(3));
		}
		try {
			page.answersRead(pack, text);
		} catch (error) {
			assert.match(error.message, /^line \d+: /, text);
		}
	}
	const begin = Date.now();
	for (const line of ["  x: { answer: yes }\n", "- ", "{a: ", "'", "a: |\n", "\n", "# \n", "a b "]) {
		const text = "pack: small\nanswers:\n" + line.repeat(1000000 / line.length);
		assert.throws(() => { page.answersRead(pack, text); throw new Error("line 0: read"); }, /line \d+: /);
	}
	assert.ok(Date.now() - begin < 8000 * Number(process.env.LINTEL_SLOWER ?? 1));
});

finish();
