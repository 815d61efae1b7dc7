// SPDX-License-Identifier: MIT
// From answers and measurements to intervals, as checker/pillars/ does it: the
// tests hold the two against each other.
"use strict";

const TOLERANCE = 0.25;
const NOT_APPLICABLE = "not-applicable";
// What an answer above "some" counts for while a criterion of it is not ticked.
const ANSWER_SOME = 0.25;

function compared(standing) {
	const limit = standing.answer + TOLERANCE;
	if (standing.answer > standing.score + TOLERANCE) {
		return { lo: standing.score, hi: standing.score, agreement: "over-claim" };
	}
	if (standing.score > limit) {
		const end = standing.mode === "conservative" ? limit : standing.score;
		return { lo: end, hi: end, agreement: "under-claim" };
	}
	return { lo: standing.score, hi: standing.score, agreement: "confirmed" };
}

function answered(standing) {
	const capped = Math.min(standing.answer, standing.cap);
	const hi = standing.mode === "conservative" ? Math.min(1, standing.answer + TOLERANCE) : 1;
	switch (standing.state) {
	case "stale":
		return { lo: Math.min(standing.score, capped), hi, agreement: "stale" };
	case "missing":
		return { lo: 0, hi, agreement: "missing" };
	default:
		return { lo: capped, hi: standing.answer, agreement: "bare" };
	}
}

function unanswered(standing) {
	if (standing.state !== "fresh") {
		return { lo: 0, hi: 1, agreement: "unknown" };
	}
	const lo = standing.mode === "conservative" ? Math.min(standing.score, TOLERANCE) : standing.score;
	return { lo, hi: standing.score, agreement: "unanswered" };
}

// `standing`: { answer: number or null, state, score, mode, cap, isExempt }
function intervalOf(standing) {
	let interval;
	if (standing.answer === null) {
		interval = unanswered(standing);
	} else if (standing.state === "fresh") {
		interval = compared(standing);
	} else {
		interval = answered(standing);
	}
	if (standing.isExempt) {
		interval.lo = 0;
	}
	return interval;
}
