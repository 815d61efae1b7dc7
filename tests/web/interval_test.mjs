// SPDX-License-Identifier: MIT
// The page's arithmetic against that of pillars/: interval_test.mjs STANDINGS,
// which writes random standings and what C makes of them.

import { execFileSync } from "node:child_process";

import { assert, claim, finish, parts } from "./tap.mjs";

const COUNT = 50000;
const page = parts("interval.js", "answers.js", "page.js");

function standings(seed) {
	const text = execFileSync(process.argv[2], [String(COUNT), String(seed)], { encoding: "utf8", maxBuffer: 1 << 28 });
	return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

for (const seed of [1, 20261121]) {
	await claim(`intervals are C's, of ${COUNT} standings from seed ${seed}`, () => {
		const seen = new Set();
		const all = standings(seed);
		assert.equal(all.length, COUNT);
		for (const s of all) {
			const { lo, hi, agreement } = page.intervalOf(s);
			seen.add(`${s.state} ${s.mode} ${agreement}`);
			assert.deepEqual([lo, hi, agreement === "over-claim"], [s.lo, s.hi, s.isClaimed], JSON.stringify(s));
		}
		// Every row of the table was met, in both modes.
		assert.equal(seen.size, 2 * (3 + 1 + 2 + 2 + 2));
	});
}

function item(extra) {
	return { id: "a", pillar: 0, is_question: true, choices: [{ id: "some", score: 0.25 }, { id: "most", score: 1, needs_criteria: true }],
		criteria: [{ id: "c1" }, { id: "c2" }], rules: [], mode: "measured", weight: 3, cap: 0.75, is_exempt: false,
		applies: "yes", is_evidenced: false, evidence: [], ...extra };
}

function answer(choice, ...ticked) {
	return { choice, ticked, on: "2026-11-21" };
}

await claim("an answer above some needs all of its criteria", () => {
	assert.equal(page.answerScore(item(), answer("most", "c1")), 0.25);
	assert.equal(page.answerScore(item(), answer("most", "c2", "c1")), 1);
	assert.equal(page.answerScore(item(), answer("some")), 0.25);
	assert.equal(page.answerScore(item(), answer("gone")), 0);
});

await claim("the first rule of a lens that holds scores what is ticked", () => {
	const t = (id) => ({ ticked: id });
	const [not, and, or] = ["not", "and", "or"].map((op) => ({ op }));
	const lens = item({ choices: [], rules: [
		{ score: 1, steps: [t("c1"), t("c2"), and] },
		{ score: 0.5, steps: [t("c1"), t("c2"), not, or] },
		{ score: 0, steps: [] },
	] });
	const scores = [[], ["c1"], ["c2"], ["c1", "c2"]].map((ticked) => page.answerScore(lens, answer("", ...ticked)));
	assert.deepEqual(scores, [0.5, 0.5, 0, 1]);
});

await claim("several pieces of evidence leave the lower of both ends", () => {
	const two = item({ evidence: [{ state: "fresh", score: 0.6 }, { state: "missing", score: 0 }] });
	const { lo, hi } = page.itemInterval(two, answer("some"));
	assert.deepEqual([lo, hi], [0, 0.6]);
	assert.equal(page.itemInterval(item({ evidence: [{ state: "missing", score: 0 }, { state: "fresh", score: 0 }] }),
		answer("most", "c1", "c2")).agreement, "over-claim");
});

await claim("to say that it does not apply is to give no answer", () => {
	for (const evidence of [[], [{ state: "fresh", score: 0.6 }], [{ state: "stale", score: 0.6 }]]) {
		for (const mode of ["measured", "conservative"]) {
			const one = item({ evidence, mode });
			assert.deepEqual(page.itemInterval(one, answer("not-applicable")), page.itemInterval(one, undefined));
		}
	}
});

await claim("a pillar is the weighted mean of what applies, or not assessed", () => {
	const pack = { items: [item({ weight: 1 }), item({ id: "b", weight: 3, is_evidenced: true, evidence: [{ state: "fresh", score: 0.5 }] }),
		item({ id: "c", applies: "no", weight: 9 }), item({ id: "d", pillar: 1, applies: "no" })] };
	const answers = new Map([["a", answer("some")]]);
	const { lower, upper, evidenced } = page.pillarScore(pack, 0, (i) => answers.get(i.id));
	assert.deepEqual([lower, upper, evidenced], [(0.25 + 1.5) / 4, (0.25 + 1.5) / 4, 0.75]);
	assert.equal(page.pillarScore(pack, 1, () => undefined), null);
});

await claim("a lower bound never looks higher than it is, an upper one never lower", () => {
	assert.deepEqual([[0, 1], [0.29, 0.29], [0.125, 0.125], [1 / 3, 2 / 3], [0.999, 0.999]].map((r) => page.rangeText(...r)),
		["0–100", "29–29", "12–13", "33–67", "99–100"]);
});

finish();
