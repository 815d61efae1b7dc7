// SPDX-License-Identifier: MIT
// Claims in the Test Anything Protocol, so that meson counts each, and what the
// tests of the page need of its parts.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import url from "node:url";
import vm from "node:vm";

export const top = path.resolve(path.dirname(url.fileURLToPath(import.meta.url)), "../..");

let count = 0;
let failed = 0;

// One claim: `check` throws what speaks against it.
export async function claim(name, check) {
	count++;
	try {
		await check();
		console.log(`ok ${count} - ${name}`);
	} catch (error) {
		failed++;
		console.log(`not ok ${count} - ${name}`);
		console.log(String(error.stack ?? error).split("\n").map((line) => `# ${line}`).join("\n"));
	}
}

export function finish() {
	console.log(`1..${count}`);
	process.exitCode = failed || !count ? 1 : 0;
}

// Nothing here can be tried: counts as nothing.
export function skip(why) {
	console.log(`1..0 # SKIP ${why}`);
}

// The functions of these files of the page, without a browser.
export function parts(...names) {
	const context = vm.createContext({});
	for (const name of names) {
		vm.runInContext(fs.readFileSync(path.join(top, "reports/assess", name), "utf8"), context, { filename: name });
	}
	return context;
}

// Objects of the other context compare by what they hold.
export function plain(value) {
	return JSON.parse(JSON.stringify(value, (key, v) => (v instanceof Map || Object.prototype.toString.call(v) === "[object Map]"
		? Object.fromEntries(v) : v)));
}

export { assert };
