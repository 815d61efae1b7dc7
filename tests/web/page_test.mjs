// SPDX-License-Identifier: MIT
// The page that `lintel assess --web` writes, in a real Chromium:
// page_test.mjs LINTEL.  Skipped where playwright-core or Chromium is missing.

import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

import { assert, claim, finish, skip, top } from "./tap.mjs";

const lintel = path.resolve(process.argv[2]);
const PATIENCE = 20000 * Number(process.env.LINTEL_SLOWER ?? 1);
const BROWSERS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];

// Everything in a repository may be written by somebody who means harm.
const HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>";
const PACK = {
	pack: "small", version: "1.0", title: `A pack ${HOSTILE}`,
	pillars: {
		modularity: {
			title: `Modularity ${HOSTILE}`, property: "change stays local", question: "Can one part change alone?",
			items: [
				{ id: "local-change", kind: "question", ask: `Can one part change alone? ${HOSTILE}`, help: "line one\nline two <b>bold</b>",
					choices: "coverage", criteria: [{ id: "c1", text: "<!-- somebody tried it" }, { id: "c2", text: "\u202eturned\u2028'\"&amp;" }],
					remedy: "cut the cycles", references: ["javascript:alert(1)"], must: true },
				{ id: "files", kind: "measure", ask: "Files", verified_by: [{ of: "code(files)", method: "curve", points: [[0, 0], [4, 1]] }], remedy: "write some" },
				{ id: "few", kind: "question", ask: "Are there few files?", choices: "yes-no", weight: 2,
					verified_by: [{ of: "code(files)", method: "bucket", points: [[0, 1], [1, 0.5], [9, 0]] }], remedy: "write fewer" },
			],
		},
		sight: {
			title: "Sight", property: "one sees", question: "Does one see?",
			items: [
				{ id: "traced", kind: "question", ask: "Are journeys traced?", choices: [["no", 0], ["a-bit", 0.4], ["wholly", 1]].map(([id, score]) => ({ id, text: id, score })),
					mode: "conservative", verified_by: [{ of: "metric(journey.traced)", method: "percent" }], remedy: "trace them", hint: "declare journey.traced", severity: "critical" },
				{ id: "watched", kind: "question", ask: "Does somebody watch?", choices: "yes-no", weight: 5, remedy: "watch" },
				{ id: "never", kind: "question", ask: "Asked of large trees only?", choices: "yes-no", applies: "code(files) > 1000", remedy: "none" },
			],
		},
	},
	bands: [["Ad hoc", 0, 0], ["Emerging", 20, 0], ["Managed", 40, 20], ["Measured", 60, 60], ["Optimising", 80, 80]]
		.map(([name, lower, evidenced]) => ({ name, lower: `${lower} %`, evidenced: `${evidenced} %`, meaning: name })),
	readings: [{ name: "mostly no", least: "0 %", text: "it does not learn" }, { name: "mostly yes", least: "60 %", text: "it learns" }],
};
const CONFIG = `version: 1
sources: { roots: [src] }
modules: { all: { paths: [src] } }
pillars: { pack: small.json, answers: "assessment/answers.yaml" }
`;

function repository(folder) {
	fs.mkdirSync(path.join(folder, "src"), { recursive: true });
	fs.mkdirSync(path.join(folder, "assessment"));
	fs.writeFileSync(path.join(folder, "src/a.c"), "int a;\n");
	fs.writeFileSync(path.join(folder, "lintel.yaml"), CONFIG);
	fs.writeFileSync(path.join(folder, "small.json"), JSON.stringify(PACK));
	return folder;
}

class Run {
	constructor(browser) {
		this.browser = browser;
		this.folder = repository(fs.mkdtempSync(path.join(os.tmpdir(), "lintel-page.")));
		this.answers = path.join(this.folder, "assessment/answers.yaml");
		this.said = [];
		this.requests = [];
	}

	write() {
		execFileSync(lintel, ["assess", "--web", "-o", "page.html"], { cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
		return path.join(this.folder, "page.html");
	}

	async open(options = {}, before = null) {
		const context = await this.browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
		context.setDefaultTimeout(PATIENCE);
		this.page = await context.newPage();
		this.page.on("console", (message) => this.said.push(message.text()));
		this.page.on("pageerror", (error) => this.said.push(String(error)));
		this.page.on("request", (request) => this.requests.push(request.url()));
		if (before) {
			await this.page.addInitScript(before);
		}
		await this.page.goto(`file://${this.write()}`);
		return this.page;
	}

	item(number) {
		return this.page.locator(`#item-${number}`);
	}

	async choose(number, choice) {
		await this.item(number).locator(`input[type=radio][value="${choice}"]`).check();
	}

	// What the page says of each pillar: "25–75 % · 40 % evidenced".
	async shown() {
		return this.page.locator("section .now output").allTextContents();
	}

	async save() {
		const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.click("#save")]);
		assert.equal(download.suggestedFilename(), "answers.yaml");
		const file = await download.path();
		fs.copyFileSync(file, this.answers);
		return fs.readFileSync(file, "utf8");
	}

	// What lintel makes of the file.
	scored() {
		const done = spawnSync(lintel, ["assess", "--non-interactive", "--format", "json"], { cwd: this.folder, encoding: "utf8" });
		assert.ok(done.status === 0 || done.status === 1, done.stderr);
		return JSON.parse(done.stdout).pillars.map((p) => (p.assessed === false ? "not assessed: nothing in it applies"
			: `${range(p)} % · ${Math.floor(100 * p.evidenced + 1e-9)} % evidenced`));
	}

	async close() {
		await this.page?.context().close();
		fs.rmSync(this.folder, { recursive: true });
	}
}

function range(p) {
	return `${Math.floor(100 * p.lower + 1e-9)}–${Math.ceil(100 * p.upper - 1e-9)}`;
}

// ---- claims ----

async function asksAll(run) {
	await run.open();
	assert.equal(await run.page.textContent("#progress"), "0 of 4 answered");
	assert.equal(await run.page.locator("fieldset.item").count(), 5);
	assert.equal(await run.page.locator("div.item.measure").count(), 1);
	const first = await run.item(0).innerText();
	for (const text of ["line one", "all that is listed below must hold", "somebody tried it", "an answer alone counts for 75 % at most", "must"]) {
		assert.ok(first.includes(text), text);
	}
	assert.ok((await run.item(3).innerText()).includes("declare journey.traced"));
	assert.ok((await run.item(5).innerText()).includes("not here, says the pack"));
	assert.deepEqual(await run.shown(), run.scored());
}

async function harmless(run) {
	await run.open();
	assert.equal(await run.page.evaluate("window.pwned"), undefined);
	assert.equal(await run.page.locator("img, b.bold, script:not(#lintel-data)").count(), 1);
	assert.ok((await run.page.textContent("h1")).includes(HOSTILE));
	assert.ok((await run.page.title()).includes("</script>"));
	await run.choose(0, "some");
	await run.item(0).locator("summary").first().click();
	await run.item(0).locator("textarea").fill(`${HOSTILE}\n\u202e"'\\ {}[]#: & ${"x".repeat(300)}`);
	await run.item(0).locator("input[type=text]").fill("a: b # c");
	const text = await run.save();
	assert.ok(!text.includes("\u202e"));
	const again = await run.open();
	assert.ok((await run.item(0).locator("textarea").inputValue()).startsWith(`${HOSTILE}\n\u202e"'\\ {}[]#: & xxx`));
	assert.equal(await run.item(0).locator("input[type=text]").inputValue(), "a: b # c");
	assert.equal(await again.evaluate("window.pwned"), undefined);
	assert.equal(await run.save(), text);
}

async function quiet(run) {
	const page = await run.open();
	await run.choose(0, "most");
	await run.save();
	await page.reload();
	assert.deepEqual(run.said, []);
	assert.deepEqual(run.requests.filter((r) => !r.startsWith("file:") && !r.startsWith("blob:file:") && !r.startsWith("blob:null/")), []);
	assert.equal(new Set(run.requests.filter((r) => r.startsWith("file:"))).size, 1);
	const policy = await page.getAttribute("meta[http-equiv]", "content");
	assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; img-src data:;/);
	// A script that is not the page's own does not run.
	await page.evaluate(() => {
		const script = document.createElement("script");
		script.textContent = "window.pwned = 1";
		document.body.append(script);
	});
	assert.equal(await page.evaluate("window.pwned"), undefined);
}

async function sameResult(run) {
	const choices = [["none", "some", "half", "most", "not-applicable"], null, ["no", "yes", "not-applicable"],
		["no", "a-bit", "wholly", "not-applicable"], ["no", "yes"]];
	let state = 11;
	const random = (n) => { state = (state * 48271) % 2147483647; return state % n; };
	const page = await run.open();
	const met = new Set();
	for (let round = 0; round < 12; round++) {
		for (const [number, list] of choices.entries()) {
			if (list && random(4)) {
				await run.choose(number, list[random(list.length)]);
				if (await run.item(number).locator('input[value="not-applicable"]').isChecked()) {
					await run.item(number).locator("textarea").fill("because");
				}
			} else if (list && await run.item(number).locator(".clear").isVisible()) {
				await run.item(number).locator(".clear").click();
			}
		}
		for (const box of await run.item(0).locator("input[type=checkbox]").all()) {
			await box.setChecked(random(3) > 0);
		}
		const shown = await run.shown();
		await run.save();
		assert.deepEqual(shown, run.scored(), fs.readFileSync(run.answers, "utf8"));
		met.add(shown.join());
	}
	assert.ok(met.size > 5, "the intervals change");
	const sides = await page.locator(".overview .range").allTextContents();
	assert.deepEqual(sides, (await run.shown()).map((s) => s.split(" · ")[0]));
}

async function byKeyboard(run) {
	const page = await run.open();
	const press = async (...keys) => { for (const key of keys) { await page.keyboard.press(key); } };
	const focus = () => page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.value ?? document.activeElement.textContent}`);
	await press("Tab");
	assert.equal(await focus(), "A To the questions");
	await press("Enter", "Tab");
	assert.equal(await focus(), "INPUT none");
	const ring = await page.evaluate(() => getComputedStyle(document.activeElement.closest(".choice")).outlineStyle);
	assert.equal(ring, "solid");
	await press("Space", "ArrowDown", "ArrowDown", "ArrowDown");
	assert.equal(await focus(), "INPUT most");
	await press("Tab", "Space", "Tab", "Space");
	assert.match(await run.item(0).locator(".counting output").textContent(), /^counts as 75–100 %$/);
	const [download] = await Promise.all([page.waitForEvent("download"), press("Control+s")]);
	const text = fs.readFileSync(await download.path(), "utf8");
	assert.match(text, /modularity\.local-change: \{ answer: most, ticked: \[c1, c2\], on: \d{4}-\d\d-\d\d \}/);
}

async function draft(run) {
	const page = await run.open();
	await run.choose(4, "yes");
	assert.match(await page.textContent("#progress"), /1 of 4 answered · not saved/);
	const asked = [];
	page.on("dialog", (dialog) => { asked.push(dialog.type()); dialog.accept(); });
	await page.reload();
	assert.deepEqual(asked, ["beforeunload"]);
	assert.equal(await page.textContent("#progress"), "0 of 4 answered");
	await page.click("#draft-use");
	assert.match(await page.textContent("#progress"), /1 of 4 answered · not saved/);
	assert.ok(await run.item(4).locator('input[value="yes"]').isChecked());
	await run.save();
	assert.equal(await page.textContent("#progress"), "1 of 4 answered");
	await page.reload();
	assert.deepEqual(asked, ["beforeunload"]);
	assert.ok(await page.locator(".banner").isHidden());
	await run.choose(4, "no");
	await page.reload();
	await page.click("#draft-drop");
	await page.reload();
	assert.ok(await page.locator(".banner").isHidden());
}

async function withoutStorage(run) {
	const page = await run.open({}, () => {
		Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
	});
	await run.choose(4, "yes");
	assert.match(await page.textContent("#progress"), /not saved/);
	await run.save();
	assert.deepEqual(run.said, []);
}

async function loads(run) {
	const page = await run.open();
	const load = async (text) => {
		await page.setInputFiles("#load", { name: "given.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) });
		await page.waitForFunction(() => document.getElementById("status").textContent !== "");
		return page.textContent("#status");
	};
	const day = new Date().toISOString().slice(0, 10);
	assert.equal(await load(`pack: small\nversion: "1.0"\nanswers:\n  sight.watched:\n    answer: yes\n    on: ${day}\n    by: team-b\n`), "1 answers read from given.yaml");
	assert.ok(await run.item(4).locator('input[value="yes"]').isChecked());
	assert.equal(await page.textContent("#progress"), "1 of 4 answered");
	assert.match(await run.save(), /sight\.watched: \{ answer: yes, on: [-\d]+, by: team-b \}/);
	assert.deepEqual(await run.shown(), run.scored());
	assert.match(await load("pack: small\nanswers: {\n"), /^given\.yaml was not read: line \d+: expected/);
	assert.match(await load("pack: small\nanswers: { sight.gone: { answer: yes, on: 2026-11-01 } }\n"), /sight\.gone: the pack asks nothing of this name/);
	assert.match(await load("PK\x03\x04"), /was not read/);
}

// As imported: no choices, criteria, and rules over what is ticked.
function asLens(run) {
	const file = path.join(run.folder, "page.html");
	const html = fs.readFileSync(file, "utf8");
	const [before, data] = html.split('<script type="application/json" id="lintel-data">');
	const end = data.indexOf("</script>");
	const all = JSON.parse(data.slice(0, end));
	Object.assign(all.pack.items[0], { choices: [], rules: [
		{ score: 1, steps: [{ ticked: "c1" }, { ticked: "c2" }, { op: "and" }] }, { score: 0.25, steps: [] }] });
	fs.writeFileSync(file, `${before}<script type="application/json" id="lintel-data">${JSON.stringify(all).replaceAll("<", "\\u003c")}${data.slice(end)}`);
}

async function lens(run) {
	const page = await run.open();
	asLens(run);
	await page.reload();
	const counts = run.item(0).locator(".counting output");
	await run.item(0).locator('input[type=radio][value=""]').check();
	assert.equal(await counts.textContent(), "counts as 25–25 %");
	assert.match(await run.save(), /modularity\.local-change: \{ ticked: \[\], on/);
	await run.item(0).locator('input[value="not-applicable"]').check();
	await run.item(0).locator('input[value="c1"]').check();
	assert.ok(await run.item(0).locator('input[type=radio][value=""]').isChecked());
	await run.item(0).locator('input[value="c2"]').check();
	assert.equal(await counts.textContent(), "counts as 75–100 %");
	assert.match(await run.save(), /modularity\.local-change: \{ ticked: \[c1, c2\], on/);
}

async function needsReason(run) {
	const page = await run.open();
	await run.choose(4, "not-applicable");
	await page.click("#save");
	assert.match(await page.textContent("#status"), /Not saved: say in the note/);
	assert.ok(await run.item(4).locator("textarea").evaluate((e) => e === document.activeElement));
	await page.keyboard.type("nobody is there");
	assert.match(await run.save(), /answer: not-applicable, note: "nobody is there"/);
	assert.deepEqual(await run.shown(), run.scored());
}

async function contradiction(run) {
	await run.open();
	await run.choose(2, "yes");
	const warning = run.item(2).locator(".contradiction");
	assert.match(await warning.innerText(), /The facts say less than this answer/);
	await run.choose(2, "no");
	assert.ok(await warning.isHidden());
	await run.choose(0, "most");
	assert.match(await run.item(0).locator(".contradiction").innerText(), /counts for 25 % until all that is listed is ticked/);
}

async function oldAnswers(run) {
	fs.writeFileSync(run.answers, 'pack: small\nversion: "1.0"\nanswers:\n  sight.watched: { answer: yes, on: 2019-01-01 }\n');
	await run.open();
	assert.match(await run.item(4).innerText(), /too old to count/);
	assert.deepEqual(await run.shown(), run.scored());
	await run.item(4).locator('button:has-text("still so")').click();
	assert.equal(await run.page.textContent("#progress"), "1 of 4 answered · not saved");
	await run.save();
	assert.deepEqual(await run.shown(), run.scored());
}

async function everySize(run) {
	for (const width of [320, 380, 700, 1400]) {
		const page = await run.open({ viewport: { width, height: 700 } });
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		assert.ok(wide <= 0, `${wide} too wide at ${width}`);
		await page.context().close();
	}
	const page = await run.open({ colorScheme: "dark" });
	const light = await run.browser.newPage();
	await light.goto(page.url());
	const color = (p) => p.evaluate(() => getComputedStyle(document.body).backgroundColor);
	assert.notEqual(await color(page), await color(light));
	await light.emulateMedia({ media: "print" });
	assert.ok(await light.locator("#save").isHidden());
	assert.ok(await light.locator("#item-0").isVisible());
	await light.close();
}

async function labels(run) {
	const page = await run.open();
	const bare = await page.evaluate(() => [...document.querySelectorAll("input, textarea")].filter((e) => !e.labels.length).map((e) => e.outerHTML));
	assert.deepEqual(bare, []);
	const headings = await page.evaluate(() => [...document.querySelectorAll("h1, h2, h3")].map((e) => e.tagName).join(" "));
	assert.match(headings, /^H1 H2( H3)* H2/);
	assert.equal(await page.locator("fieldset:not(:has(> legend))").count(), 0);
	assert.equal(await page.locator("main").count(), 1);
}

const CLAIMS = {
	"it asks all that applies, and shows what is known": asksAll,
	"nothing that a repository says becomes markup or script": harmless,
	"it asks no network, says nothing on the console, runs no other script": quiet,
	"what it shows is what lintel makes of the file that it saves": sameResult,
	"everything can be done with the keyboard": byKeyboard,
	"answers that are not saved are kept, offered again and warned of": draft,
	"without storage it works as well": withoutStorage,
	"it reads files of answers, and says what it does not read": loads,
	"of a lens what is ticked is the answer, be it nothing": lens,
	"what does not apply needs a reason": needsReason,
	"a contradiction is shown at once": contradiction,
	"an answer that is too old is shown, and counts when it is given again": oldAnswers,
	"it fits every window, in the dark and on paper": everySize,
	"each control has a label, each group a legend": labels,
};

async function main() {
	const program = BROWSERS.find((b) => b && fs.existsSync(b));
	let chromium;
	try {
		({ chromium } = createRequire(path.join(top, "ci/npm/package.json"))("playwright-core"));
	} catch {
		return skip("playwright-core is not installed: ci/setup");
	}
	if (!program) {
		return skip("Chromium is not installed: ci/setup");
	}
	const browser = await chromium.launch({ executablePath: program, timeout: PATIENCE });
	for (const [name, check] of Object.entries(CLAIMS)) {
		if (process.argv[3] && check.name !== process.argv[3]) {
			continue;
		}
		const run = new Run(browser);
		await claim(name, () => check(run));
		await run.close();
	}
	await browser.close();
	return finish();
}

await main();
