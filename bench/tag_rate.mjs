// SPDX-License-Identifier: Apache-2.0
// What does a banner cost the visitor? Our tag beside other consent managers, each put in place as its
// manual says, on one page with gated third-party scripts, in one Chromium, order rotated, medians.
//   bytes, requests   what the site's server sent for a working banner, Brotli; what stands in the page
//                     itself (the others' configuration) is not counted
//   after paint       from the page's first paint to the banner's
//   delay             of the page's own first paint against the page without any manager
//   script            CPU of scripts and their compilation, all: of the whole main thread, above that page
//   Accept, Reject    from the click to the next paint, with 20 gated scripts
// A bare banner is the floor of this machine: a blocking file that looks for a choice and shows two buttons, without
// anything else that a manager is for. What it costs, no manager can save.
// c15t is no file for a page: its core is bundled by esbuild, with the hand-made banner of its manual
// and no preferences panel. Osano's only asks; that it gates is the page's own code.
//   node bench/tag_rate.mjs [--quick] [--rounds N]
// Prints tables, writes build/bench/tag_rate.json.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { publishSite } from "../test/web/tag/published.mjs";
import { countedLoad, paintedLoad, PROFILES, timedLoad } from "./banner_probe.mjs";
import { startBannerBrowser, startBannerWeb } from "./banner_web.mjs";
import { bare, ours, peers } from "./peers/managers.mjs";
import { writeJson } from "./process_meter.mjs";
import { fixed, goalTable, median, table } from "./summary.mjs";

const out = join(dirname(dirname(fileURLToPath(import.meta.url))), "build", "bench");
const quick = process.argv.includes("--quick");
const given = process.argv.indexOf("--rounds");
const rounds = given > 0 ? Number(process.argv[given + 1]) : quick ? 2 : 6;

// About a millisecond of a fast machine's work in each, as the smallest real ones do.
const THIRD = "(window.ran ??= []).push(1); for (let i = 0, s = ''; i < 2e4; i++) s = (s + i).slice(-9);";
const SHEET = "body{font:16px/1.5 sans-serif;margin:2em auto;max-width:45em}h2{color:#245}";
const TEXT = Array.from({ length: 20 }, (_, i) => `<h2>Part ${i + 1}</h2><p>${"A shop has much to say about what it sells. ".repeat(12)}</p>`).join("\n");

const alone = { name: "page alone", version: "", make: () => ({ files: new Map(), head: "", body: "" }) };
const inPage = { name: "consentry in the page", version: ours.version, make: (gated, nonce) => ours.make(gated, nonce, { inline: true }) };
const all = [alone, ours, inPage, bare, ...peers];
// First paints differ much from load to load; these are looked at as often as it takes.
const PAINTS = 5;
// Profile, and whether the page has a style sheet of its own, which it must wait for as well.
const settings = { desktop: [PROFILES.desktop, true], mobile: [PROFILES.mobile, true], "mobile, no style sheet": [PROFILES.mobile, false] };

const web = await startBannerWeb({ answerThird: () => ({ type: "text/javascript", body: THIRD }) });

function publish(manager, count, styled) {
  const made = manager.make(Array.from({ length: count }, (_, i) => `${web.third}/tag${i}.js`), "");
  web.pages.clear();
  for (const [path, file] of made.files) web.pages.set(path, file);
  web.pages.set("/shop.css", { type: "text/css", body: SHEET });
  web.pages.set("/", { body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width">${made.head}${styled ? '<link rel="stylesheet" href="/shop.css">' : ""}</head>
<body><h1>Shop</h1>${TEXT}${made.body}</body></html>` });
  web.forget();
  return made;
}

const runs = {};  // setting -> manager -> measure -> numbers
const faults = [];
function keep(setting, manager, measures) {
  const of = ((runs[setting] ??= {})[manager.name] ??= {});
  for (const [name, value] of Object.entries(measures)) if (value !== undefined) (of[name] ??= []).push(value);
}

const thirdParty = () => web.hits.filter(({ host }) => host === "third.localhost").length;

async function timed(browser, setting, manager, count, action) {
  const [profile, styled] = settings[setting];
  const made = publish(manager, count, styled);
  const click = made[action];
  let seen;
  try {
    seen = await timedLoad(browser, profile, `${web.site}/`, { banner: made.banner, click });
  } catch (error) {
    faults.push(`${manager.name}, ${setting}, ${action}: ${error.message}`);
    return;
  }
  const loaded = thirdParty();
  if (click && loaded !== (action === "accept" ? count : 0)) faults.push(`${manager.name}, ${setting}: ${loaded} of ${count} scripts within ${profile.settleMs} ms of ${action}`);
  if (count === 2) {
    const own = web.hits.filter(({ path }) => path.startsWith("/m/"));
    keep(setting, manager, { firstPaint: seen.firstPaint, after: seen.banner && Math.max(0, seen.banner - seen.firstPaint), shift: seen.shift,
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0), requests: own.length });
  }
  if (click) keep(setting, manager, { [`${action}${count}`]: seen.click });
}

async function paints(browser, setting) {
  const [profile, styled] = settings[setting];
  for (let i = 0; i < PAINTS; i++) {
    for (const manager of [alone, ours, inPage, bare]) {
      publish(manager, 2, styled);
      keep(setting, manager, { firstPaint: await paintedLoad(browser, profile, `${web.site}/`) });
    }
  }
}

async function round(browser, number) {
  const turned = all.map((_, i) => all[(i + number) % all.length]);
  const [first, second] = number % 2 === 0 ? ["accept", "reject"] : ["reject", "accept"];
  for (const setting of Object.keys(settings)) {
    await paints(browser, setting);
    for (const manager of turned) {
      await timed(browser, setting, manager, 2, first);
      if (setting.includes(",")) continue;
      if (manager !== alone) await timed(browser, setting, manager, 20, second);
      publish(manager, 2, settings[setting][1]);
      for (let i = 0; i < 2; i++) keep(setting, manager, await countedLoad(browser, settings[setting][0], `${web.site}/`));
      if (thirdParty() > 0) faults.push(`${manager.name}: ${thirdParty()} scripts before a choice`);
    }
  }
}

function summary(setting, manager) {
  const own = Object.fromEntries(Object.entries(runs[setting][manager.name] ?? {}).map(([name, numbers]) => [name, median(numbers)]));
  const page = runs[setting][alone.name];
  for (const name of ["script", "all", "heapKiB"]) if (own[name] !== undefined) own[name] -= median(page[name]);
  return { ...own, delay: own.firstPaint - median(page.firstPaint) };
}

function show(setting, of) {
  const rows = [[setting, "bytes", "requests", "after paint ms", "delay ms", "script ms", "all ms", "Accept ms", "Reject ms", "shift", "heap KiB"]];
  for (const { name, version } of [ours, inPage, bare, ...peers]) {
    const its = of[name];
    rows.push([`${name} ${version}`, its.bytes, its.requests, fixed(its.after, 0), fixed(its.delay, 0), fixed(its.script), fixed(its.all), fixed(its.accept20, 0),
      fixed(its.reject20, 0), fixed(its.shift, 3), fixed(its.heapKiB, 0)]);
  }
  console.log(`\n${table(rows)}`);
}

function showGoals(summaries) {
  const { desktop, mobile } = summaries;
  const gating = peers.filter(({ name }) => !name.includes("Osano"));
  const list = [];
  const goal = (what, most, reached, of, measure, among = peers) => {
    const best = of ? Math.min(...among.map(({ name }) => of[name][measure]).filter(Number.isFinite)) : NaN;
    const floor = of && ["delay", "script"].includes(measure) ? `floor ${fixed(of[bare.name][measure])}, ` : "";
    list.push({ what, most, reached, beside: of ? `${floor}best peer ${fixed(best)}, x${fixed(best / reached)}` : "", digits: 1 });
  };
  const size = (text) => brotliCompressSync(text).length;
  const strict = publishSite({ autoblock: "strict" }).files;
  const plain = publishSite({}).files;
  goal("bytes, Brotli, working banner", 3500, desktop.consentry.bytes, desktop, "bytes", gating);
  goal("requests", 1, desktop.consentry.requests, desktop, "requests", gating);
  goal("bytes with autoblock", 5500, size(strict["shop.js"]));
  goal("bytes with autoblock and panel", 8000, size(strict["shop.js"]) + size(strict["shop.panel.js"]));
  goal("bytes with panel", 8000, size(plain["shop.js"]) + size(plain["shop.panel.js"]));
  goal("banner after first paint, mobile, ms", 16, mobile.consentry.after, mobile, "after");
  goal("delay of first paint, mobile, ms", 20, mobile.consentry.delay, mobile, "delay");
  goal("the same, in the page", 20, mobile[inPage.name].delay, mobile, "delay");
  goal("script CPU, desktop, ms", 2, desktop.consentry.script, desktop, "script");
  goal("script CPU, mobile, ms", 12, mobile.consentry.script, mobile, "script");
  for (const [action, count] of [["accept", 2], ["reject", 2], ["accept", 20], ["reject", 20]])
    goal(`${action} to next paint, mobile, ${count} gated, ms`, 32, mobile.consentry[`${action}${count}`], mobile, `${action}${count}`);
  goal("layout shift", 0, mobile.consentry.shift, mobile, "shift");
  goal("heap, desktop, KiB", 120, desktop.consentry.heapKiB, desktop, "heapKiB");
  console.log(`\n${goalTable(list)}\n`);
}

mkdirSync(out, { recursive: true });
const browser = await startBannerBrowser();
try {
  // One load of each to warm the browser and the compressor; forgotten.
  for (const manager of all) {
    publish(manager, 2, true);
    await countedLoad(browser, { ...PROFILES.desktop, settleMs: 0 }, `${web.site}/`);
  }
  for (let number = 0; number < rounds; number++) await round(browser, number);
  const summaries = Object.fromEntries(Object.keys(settings).map((setting) => [setting, Object.fromEntries(all.map((manager) => [manager.name, summary(setting, manager)]))]));
  for (const setting of Object.keys(settings)) show(setting, summaries[setting]);
  showGoals(summaries);
  for (const fault of new Set(faults)) console.log(`not as meant: ${fault}`);
  writeJson(join(out, "tag_rate.json"), { date: new Date().toISOString(), browser: browser.version, quick, rounds, summaries, runs, faults });
} finally {
  await browser.stop();
  await web.stop();
}
