// SPDX-License-Identifier: MIT
// The page that asks.  All text of the repository enters as text nodes and
// attribute values, never as markup.
"use strict";

// ---- what answers come to ----

function ruleHolds(rule, ticked) {
	const stack = [];
	for (const step of rule.steps) {
		if (step.ticked !== undefined) {
			stack.push(ticked.includes(step.ticked));
		} else if (step.op === "not") {
			stack.push(!stack.pop());
		} else {
			const right = stack.pop();
			const left = stack.pop();
			stack.push(step.op === "and" ? left && right : left || right);
		}
	}
	return rule.steps.length === 0 || stack.pop();
}

function answerScore(item, answer) {
	const rule = item.rules.find((r) => ruleHolds(r, answer.ticked));
	if (rule) {
		return rule.score;
	}
	const choice = item.choices.find((c) => c.id === answer.choice);
	if (!choice) {
		return 0;
	}
	const isShort = choice.needs_criteria && !item.criteria.every((c) => answer.ticked.includes(c.id));
	return isShort ? Math.min(choice.score, ANSWER_SOME) : choice.score;
}

// The worst of what its pieces of evidence leave possible.  To say that it does
// not apply is to give no answer, so that saying so cannot help.
function itemInterval(item, answer) {
	const isOut = answer && answer.choice === NOT_APPLICABLE;
	const score = answer && !isOut ? answerScore(item, answer) : null;
	if (item.applies === "unknown") {
		return { lo: 0, hi: 1, agreement: "unknown" };
	}
	const evidence = item.evidence.length ? item.evidence : [{ state: "none", score: 0 }];
	const found = evidence.map((e) => intervalOf({ answer: score, state: e.state, score: e.score, mode: item.mode,
		cap: item.cap, isExempt: item.is_exempt }));
	const isClaimed = found.some((f) => f.agreement === "over-claim");
	return { lo: Math.min(...found.map((f) => f.lo)), hi: Math.min(...found.map((f) => f.hi)),
		agreement: isClaimed ? "over-claim" : found[0].agreement };
}

// null where nothing applies: neither 0 nor 100.  `answerOf` gives the answer that counts.
function pillarScore(pack, pillar, answerOf) {
	let [weight, lower, upper, evidenced] = [0, 0, 0, 0];
	for (const item of pack.items) {
		if (item.pillar === pillar && item.applies !== "no") {
			const interval = itemInterval(item, answerOf(item));
			weight += item.weight;
			lower += item.weight * interval.lo;
			upper += item.weight * interval.hi;
			evidenced += item.is_evidenced ? item.weight : 0;
		}
	}
	return weight === 0 ? null : { lower: lower / weight, upper: upper / weight, evidenced: evidenced / weight };
}

// As lintel prints it: a lower bound never looks higher than it is, an upper one never lower.
function percent(ratio) {
	return String(Math.floor(100 * ratio + 1e-9));
}

function rangeText(lower, upper) {
	return `${percent(lower)}–${Math.ceil(100 * upper - 1e-9)}`;
}

// ---- building blocks ----

// node("p", { class: "x" }, "text", child, …)
function node(name, attributes = {}, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (typeof value === "function") {
			element.addEventListener(key, value);
		} else if (typeof value === "boolean") {
			element.toggleAttribute(key, value);
		} else {
			element.setAttribute(key, value);
		}
	}
	element.append(...children.filter((c) => c !== null && c !== undefined));
	return element;
}

const SVG = "http://www.w3.org/2000/svg";

// What is sure, what is open, and what is out of reach; its text stands beside it.
function bar() {
	const svg = document.createElementNS(SVG, "svg");
	svg.setAttribute("class", "bar");
	svg.setAttribute("viewBox", "0 0 100 6");
	svg.setAttribute("preserveAspectRatio", "none");
	svg.setAttribute("aria-hidden", "true");
	const parts = ["ground", "open", "sure"].map((name) => {
		const rect = document.createElementNS(SVG, "rect");
		rect.setAttribute("class", name);
		rect.setAttribute("height", "6");
		rect.setAttribute("width", name === "ground" ? "100" : "0");
		svg.append(rect);
		return rect;
	});
	return {
		svg,
		show(interval) {
			parts[1].setAttribute("x", String(interval ? interval.lower * 100 : 0));
			// A point is still something to see.
			parts[1].setAttribute("width", String(interval ? Math.max(0, (interval.upper - interval.lower) * 100) : 0));
			parts[2].setAttribute("width", String(interval ? interval.lower * 100 : 0));
		},
	};
}

// ---- the page ----

class Page {
	constructor(data) {
		this.data = data;
		this.pack = data.pack;
		this.questions = this.pack.items.filter((i) => i.is_question && i.applies !== "no");
		this.answers = new Map(data.answers.map((a) => [a.item, { choice: a.choice, ticked: a.ticked, note: a.note,
			evidence: a.evidence, on: a.on, by: a.by }]));
		this.by = data.by;
		this.saved = this.text();
		this.views = new Map();
		this.pillars = [];
	}

	text() {
		return answersText(this.pack, this.answers);
	}

	isUnsaved() {
		return this.text() !== this.saved;
	}

	start() {
		const root = document.getElementById("page");
		document.title = `${this.pack.title}: self-assessment`;
		root.append(node("a", { class: "skip", href: "#questions" }, "To the questions"), this.top(),
			node("div", { class: "frame" }, this.banner = node("div", { class: "banner", hidden: true }),
				this.overview(), this.sections(), this.foot()));
		root.hidden = false;
		this.refresh();
		this.offerDraft();
		window.addEventListener("beforeunload", (event) => {
			if (this.isUnsaved()) {
				event.preventDefault();
			}
		});
		document.addEventListener("keydown", (event) => {
			if ((event.ctrlKey || event.metaKey) && event.key === "s") {
				event.preventDefault();
				this.save();
			}
		});
	}

	top() {
		this.progress = node("span", { class: "progress", id: "progress" });
		this.status = node("p", { class: "status", role: "status", id: "status" });
		this.file = node("input", { type: "file", id: "load", accept: ".yaml,.yml", change: () => this.load() });
		return node("div", { class: "top" }, node("div", { class: "top-inner" },
			node("h1", {}, this.pack.title),
			this.progress,
			node("label", { class: "file" }, "Load answers", this.file),
			node("button", { type: "button", class: "main", id: "save", click: () => this.save() }, "Save answers"),
			this.status));
	}

	overview() {
		const list = node("ol");
		this.pack.pillars.forEach((pillar, i) => {
			const graph = bar();
			const range = node("span", { class: "range" });
			list.append(node("li", {}, node("a", { href: `#pillar-${i}` },
				node("span", { class: "name" }, pillar.title), range, graph.svg)));
			this.pillars.push({ graphs: [graph], range });
		});
		const by = node("input", { type: "text", id: "by", autocomplete: "off", placeholder: "team-checkout",
			input: () => { this.by = by.value.trim(); } });
		by.value = this.by;
		return node("nav", { class: "overview", "aria-label": "Pillars" }, list,
			node("p", { class: "key" }, node("span", { class: "swatch sure" }), "sure ", node("span", { class: "swatch open" }),
				"open until it is answered or measured"),
			node("p", { class: "who" }, node("label", { for: "by" }, "Who answers? A team or a role"), by));
	}

	sections() {
		const main = node("main", { id: "questions", tabindex: "-1" });
		this.pack.pillars.forEach((pillar, i) => main.append(this.section(pillar, i)));
		return main;
	}

	section(pillar, number) {
		const graph = bar();
		const output = node("output", {});
		const items = this.pack.items.filter((item) => item.pillar === number);
		Object.assign(this.pillars[number], { output });
		this.pillars[number].graphs.push(graph);
		return node("section", { class: "pillar", id: `pillar-${number}`, "aria-labelledby": `title-${number}` },
			node("header", {},
				node("h2", { id: `title-${number}` }, pillar.title),
				pillar.property ? node("p", { class: "property" }, pillar.property) : null,
				pillar.question ? node("p", { class: "asks" }, pillar.question) : null,
				node("div", { class: "now" }, graph.svg, output)),
			...items.map((item) => (item.is_question ? this.question(item) : this.measure(item))));
	}

	facts(item) {
		const list = node("dl");
		const add = (name, ...text) => list.append(node("dt", {}, name), node("dd", {}, ...text));
		if (item.help) {
			add(item.is_question ? "what counts" : "means", item.help);
		}
		for (const one of item.evidence) {
			add("facts", one.fact, one.source && one.state !== "missing" ? node("span", { class: "from" }, ` (${one.source})`) : null);
		}
		if (item.evidence.some((e) => e.state !== "fresh") && item.hint) {
			add("", node("span", { class: "hint" }, item.hint));
		}
		if (!item.evidence.length) {
			add("facts", `none speak about this: an answer alone counts for ${percent(item.cap)} % at most`);
		}
		if (item.applies !== "yes") {
			add("applies", item.applies === "no" ? "not here, says the pack" : "is not known, so anything is possible");
		}
		return list;
	}

	tags(item) {
		return [item.is_must ? node("span", { class: "tag", title: "without it the pillar stays in a lower band" }, "must") : null,
			item.is_exempt ? node("span", { class: "tag" }, "exempt") : null];
	}

	measure(item) {
		const counting = node("output", {});
		this.views.set(item.id, { counting });
		return node("div", { class: "item measure" },
			node("h3", {}, ...this.tags(item), node("span", { class: "tag" }, "measured"), item.ask),
			this.facts(item), node("div", { class: "counting" }, counting), this.remedy(item));
	}

	question(item) {
		const key = `item-${this.pack.items.indexOf(item)}`;
		const view = { key, radios: [], boxes: [] };
		this.views.set(item.id, view);
		view.counting = node("output", {});
		view.clear = node("button", { type: "button", class: "quiet clear", click: () => this.clear(item) }, "take the answer back");
		view.contradiction = node("p", { class: "contradiction", hidden: true });
		view.day = node("span");
		view.old = node("p", { class: "old", hidden: true }, view.day,
			node("button", { type: "button", class: "quiet", click: () => this.confirm(item) }, "it is still so"));
		view.root = node("fieldset", { class: "item", id: key },
			node("legend", {}, ...this.tags(item), item.ask),
			this.facts(item), this.choices(item, view), this.criteria(item, view),
			node("div", { class: "counting" }, view.counting, view.clear), view.old, view.contradiction,
			this.notes(item, view), this.remedy(item));
		return view.root;
	}

	choices(item, view) {
		const list = node("div", { class: "choices" });
		// Of a lens, what is ticked is the answer.
		const offered = item.choices.length ? item.choices : [{ id: "", text: "what is ticked below, be it nothing" }];
		const all = [...offered, { id: NOT_APPLICABLE, text: "does not apply here (say why in the note)" }];
		for (const choice of all) {
			const radio = node("input", { type: "radio", name: view.key, value: choice.id,
				change: () => this.choose(item, choice.id) });
			const isNamed = item.choices.includes(choice) && choice.text && choice.text !== choice.id;
			const text = isNamed ? `${choice.id}: ${choice.text}` : choice.text || choice.id;
			view.radios.push(radio);
			list.append(node("label", { class: "choice" }, radio, node("span", {}, text,
				choice.needs_criteria && item.criteria.length
					? node("span", { class: "needs" }, " — all that is listed below must hold") : null)));
		}
		return list;
	}

	criteria(item, view) {
		if (!item.criteria.length) {
			return null;
		}
		const box = (criterion) => {
			const input = node("input", { type: "checkbox", value: criterion.id, change: () => this.tick(item) });
			view.boxes.push(input);
			return node("label", { class: "choice" }, input, node("span", {}, criterion.text));
		};
		return node("fieldset", { class: "criteria" },
			node("legend", {}, item.choices.length ? "What holds of this?" : "Tick all that hold"),
			...item.criteria.map(box));
	}

	notes(item, view) {
		view.note = node("textarea", { input: () => this.write(item) });
		view.evidence = node("input", { type: "text", autocomplete: "off", input: () => this.write(item) });
		view.details = node("details", {}, node("summary", {}, "Note and evidence"),
			node("label", {}, node("span", {}, "Note"), view.note),
			node("label", {}, node("span", {}, "Where it can be seen: a path, a record or an address"), view.evidence));
		return view.details;
	}

	remedy(item) {
		if (!item.remedy) {
			return null;
		}
		const links = item.references.length
			? node("ul", {}, ...item.references.map((r) => node("li", {}, node("code", {}, r)))) : null;
		return node("details", {}, node("summary", {}, "What to do where it is not so"), node("p", {}, item.remedy), links);
	}

	foot() {
		return node("footer", {}, node("p", {}, `Pack ${this.pack.name} ${this.pack.version}; facts as of ${this.data.as_of}. `,
			"Save the answers as ", node("code", {}, this.data.path), " in the repository; then ",
			node("code", {}, "lintel assess --non-interactive"), " comes to the same intervals, and says which pillar to deepen next."),
		node("p", {}, "This page asks no network for anything. A draft is kept in this browser until the answers are saved."));
	}

	// ---- answering ----

	// An answer that is too old is shown, and does not count until it is given again.
	isOld(answer) {
		return answer.on < this.data.counts_from;
	}

	counting(item) {
		const answer = this.answers.get(item.id);
		return answer && !this.isOld(answer) ? answer : undefined;
	}

	today() {
		return new Date().toISOString().slice(0, 10);
	}

	// The answer that is there, or a new one; given today, by whoever answers.
	touch(item) {
		const answer = this.answers.get(item.id) ?? { choice: "", ticked: [], note: "", evidence: "", by: "" };
		answer.on = this.today();
		answer.by = this.by || answer.by;
		this.answers.set(item.id, answer);
		return answer;
	}

	choose(item, id) {
		const view = this.views.get(item.id);
		const answer = this.touch(item);
		answer.choice = id;
		answer.note = view.note.value;
		answer.evidence = view.evidence.value.trim();
		if (id === NOT_APPLICABLE) {
			answer.ticked = [];
			view.details.open = true;
		} else {
			answer.ticked = this.ticks(item);
		}
		this.changed();
	}

	ticks(item) {
		const view = this.views.get(item.id);
		return view.boxes.filter((b) => b.checked).map((b) => b.value);
	}

	// What is ticked counts once there is an answer; of an item without choices it is the answer.
	tick(item) {
		const present = this.answers.get(item.id);
		if (present || !item.choices.length) {
			const answer = this.touch(item);
			answer.ticked = this.ticks(item);
			if (answer.choice === NOT_APPLICABLE && answer.ticked.length) {
				answer.choice = "";
			}
			if (!answer.choice && item.choices.length) {
				this.answers.delete(item.id);
			}
			this.showChoice(item);
			this.changed();
		}
	}

	write(item) {
		if (this.answers.has(item.id)) {
			const view = this.views.get(item.id);
			const answer = this.touch(item);
			answer.note = view.note.value;
			answer.evidence = view.evidence.value.trim();
			this.changed();
		}
	}

	// What was said long ago, said again.
	confirm(item) {
		this.touch(item);
		this.changed();
		this.views.get(item.id).radios.find((r) => r.checked)?.focus();
	}

	clear(item) {
		const view = this.views.get(item.id);
		this.answers.delete(item.id);
		this.showAnswer(item);
		this.changed();
		view.radios[0].focus();
	}

	changed() {
		this.keepDraft();
		this.say("");
		this.show();
	}

	// ---- showing ----

	say(text, isBad = false) {
		this.status.textContent = text;
		this.status.classList.toggle("bad", isBad);
	}

	// The controls as the answers say.
	refresh() {
		for (const item of this.pack.items) {
			if (item.is_question) {
				this.showAnswer(item);
			}
		}
		this.show();
	}

	showAnswer(item) {
		const view = this.views.get(item.id);
		const answer = this.answers.get(item.id);
		this.showChoice(item);
		view.boxes.forEach((b) => { b.checked = Boolean(answer) && answer.ticked.includes(b.value); });
		view.note.value = answer ? answer.note : "";
		view.evidence.value = answer ? answer.evidence : "";
		view.details.open = Boolean(answer && (answer.note || answer.evidence));
	}

	showChoice(item) {
		const answer = this.answers.get(item.id);
		this.views.get(item.id).radios.forEach((r) => { r.checked = Boolean(answer) && r.value === answer.choice; });
	}

	show() {
		const answered = this.questions.filter((item) => this.counting(item)).length;
		this.progress.textContent = `${answered} of ${this.questions.length} answered`;
		if (this.isUnsaved()) {
			this.progress.append(node("span", { class: "unsaved" }, " · not saved"));
		}
		this.pack.items.forEach((item) => this.showItem(item));
		this.pillars.forEach((view, number) => this.showPillar(view, number));
	}

	showItem(item) {
		const view = this.views.get(item.id);
		const interval = itemInterval(item, this.counting(item));
		view.counting.textContent = item.applies === "no" ? "is not counted"
			: `counts as ${rangeText(interval.lo, interval.hi)} %`;
		if (item.is_question) {
			this.showGiven(item, view, interval.agreement === "over-claim");
		}
	}

	showGiven(item, view, isClaimed) {
		const given = this.answers.get(item.id);
		const answer = this.counting(item);
		const warning = answer && item.applies !== "no" ? this.warning(item, answer, isClaimed) : "";
		view.clear.hidden = !given;
		view.old.hidden = !given || Boolean(answer);
		view.day.textContent = given ? `Given on ${given.on}: too old to count. ` : "";
		view.contradiction.textContent = warning;
		view.contradiction.hidden = !warning;
		view.root.classList.toggle("answered", Boolean(answer));
		view.root.classList.toggle("contradicted", Boolean(answer) && isClaimed);
	}

	warning(item, answer, isClaimed) {
		const choice = item.choices.find((c) => c.id === answer.choice);
		if (isClaimed) {
			return "The facts say less than this answer, and they decide. Look at both.";
		}
		if (choice?.needs_criteria && answerScore(item, answer) < choice.score) {
			return `It counts for ${percent(ANSWER_SOME)} % until all that is listed is ticked.`;
		}
		return answer.choice === NOT_APPLICABLE && !answer.note.trim() ? "Say in the note why it does not apply." : "";
	}

	showPillar(view, number) {
		const score = pillarScore(this.pack, number, (item) => this.counting(item));
		view.graphs.forEach((g) => g.show(score));
		view.range.textContent = score ? `${rangeText(score.lower, score.upper)} %` : "not assessed";
		view.output.replaceChildren(...(score
			? [node("b", {}, `${rangeText(score.lower, score.upper)} %`), ` · ${percent(score.evidenced)} % evidenced`]
			: ["not assessed: nothing in it applies"]));
	}

	// ---- keeping ----

	draftKey() {
		return `lintel assess ${this.pack.name} ${this.data.hash}`;
	}

	// Browsers may forbid it, or be full: then there is no draft, and the page says "not saved" as before.
	storage(use) {
		try {
			return use(window.localStorage);
		} catch {
			return null;
		}
	}

	keepDraft() {
		if (this.isUnsaved()) {
			this.storage((s) => s.setItem(this.draftKey(), this.text()));
		} else {
			this.dropDraft();
		}
	}

	dropDraft() {
		this.storage((s) => s.removeItem(this.draftKey()));
	}

	offerDraft() {
		const draft = this.storage((s) => s.getItem(this.draftKey()));
		if (!draft || draft === this.saved) {
			return;
		}
		this.banner.replaceChildren(node("p", {}, "This browser keeps answers that were given here and not saved."),
			node("button", { type: "button", id: "draft-use", click: () => {
				this.take(draft, "the draft");
				this.banner.hidden = true;
			} }, "Go on with them"),
			node("button", { type: "button", id: "draft-drop", click: () => {
				this.dropDraft();
				this.banner.hidden = true;
			} }, "Forget them"));
		this.banner.hidden = false;
	}

	// Answers as a text, from a file or a draft.  False, with the reason shown, if they are none.
	take(text, name) {
		try {
			const { answers, problems } = answersRead(this.pack, text);
			this.answers = answers;
			this.refresh();
			this.say(problems.length ? `Left out of ${name}:\n${problems.join("\n")}` : `${answers.size} answers read from ${name}`,
				problems.length > 0);
			return true;
		} catch (error) {
			if (!(error instanceof YamlError)) {
				throw error;
			}
			this.say(`${name} was not read: ${error.message}`, true);
			return false;
		}
	}

	async load() {
		const [file] = this.file.files;
		this.file.value = "";
		if (!file || (this.isUnsaved() && !window.confirm("Answers given here are not saved. Load others in their place?"))) {
			return;
		}
		if (file.size > ANSWERS_BYTES_MAX) {
			this.say(`${file.name} was not read: it is larger than 1 MiB`, true);
			return;
		}
		if (this.take(await file.text(), file.name)) {
			this.saved = this.text();
			this.dropDraft();
			this.show();
		}
	}

	save() {
		const missing = [...this.answers].find(([, a]) => a.choice === NOT_APPLICABLE && !a.note.trim());
		if (missing) {
			this.views.get(missing[0]).details.open = true;
			this.views.get(missing[0]).note.focus();
			this.say("Not saved: say in the note why this does not apply.", true);
			return;
		}
		const text = this.text();
		const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
		const link = node("a", { href: address, download: "answers.yaml" });
		link.click();
		setTimeout(() => URL.revokeObjectURL(address), 10000);
		this.saved = text;
		this.dropDraft();
		this.show();
		this.say(`Saved as answers.yaml: put it at ${this.data.path} in the repository.`);
	}
}

function start() {
	new Page(JSON.parse(document.getElementById("lintel-data").textContent)).start();
}

if (typeof document !== "undefined") {
	start();
}
