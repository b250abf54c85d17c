// SPDX-License-Identifier: Apache-2.0
// What does a page notice of being watched? Each page of the lab is loaded with the probe and without,
// in turns and in fresh profiles; compared are the time to its load event and the CPU of its main
// thread. The limit is 5 % of the load time.
//   node probe_cost.mjs [--quick]
// Prints a table, writes build/bench/probe_cost.json.
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { startLab } from "../test/e2e/lab_process.mjs";
import { writeJson } from "./process_meter.mjs";
import { fixed, median, table } from "./summary.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, "build", "release", "consentry");
const quick = process.argv.includes("--quick");
const work = join(root, "build", "bench", "probe_cost");
const SITES = quick ? 4 : 16;
const ROUNDS = quick ? 2 : 15;
const GOAL = 0.05;
const CHANNEL = "probeChannel";
const BROWSERS = { shell: "/usr/lib/chromium/chromium-headless-shell", chromium: "/usr/lib/chromium/chromium" };

// As a scan injects it: see Tab::set_up.
const probe = `{const CONSENTRY_CHANNEL="${CHANNEL}",CONSENTRY_GPC=false;${readFileSync(join(root, "build/assets/probe.js"), "utf8")}}`;

async function load(browser, url, watched) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send("Performance.enable");
  await session.send("Page.enable");
  if (watched) {
    await session.send("Runtime.enable");
    await session.send("Runtime.addBinding", { name: CHANNEL });
    await session.send("Page.addScriptToEvaluateOnNewDocument", { source: probe });
  }
  await page.goto(url, { waitUntil: "load" });
  const loadMs = await page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(performance.getEntriesByType("navigation")[0].loadEventEnd))));
  const { metrics } = await session.send("Performance.getMetrics");
  const taskMs = 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  await context.close();
  return { loadMs, taskMs };
}

async function measured(browser, sites) {
  const times = sites.map(() => ({ watched: [], bare: [] }));
  for (let round = -1; round < ROUNDS; ++round) {
    for (const [i, url] of sites.entries()) {
      const order = (round + i) % 2 === 0 ? ["watched", "bare"] : ["bare", "watched"];
      for (const kind of order) {
        const result = await load(browser, url, kind === "watched");
        if (round >= 0) times[i][kind].push(result); // the first round warms up
      }
    }
  }
  const sum = (kind, member) => times.reduce((all, page) => all + median(page[kind].map((result) => result[member])), 0) / sites.length;
  return Object.fromEntries(["loadMs", "taskMs"].map((member) => [member, { bare: sum("bare", member), watched: sum("watched", member) }]));
}

mkdirSync(work, { recursive: true });
const dir = join(work, "lab");
const lab = await startLab({ program, dir, sites: SITES, seed: 7 });
const results = {};
try {
  const sites = readFileSync(join(dir, "sites.txt"), "utf8").split("\n").filter(Boolean);
  for (const [name, executablePath] of Object.entries(BROWSERS)) {
    const args = ["--no-sandbox", `--host-resolver-rules=MAP * ${lab.address}`, "--ignore-certificate-errors", "--disable-quic"];
    const browser = await puppeteer.launch({ executablePath, headless: name === "shell" ? "shell" : true, args });
    try {
      results[name] = await measured(browser, sites);
    } finally {
      await browser.close();
    }
  }
} finally {
  await lab.stop();
}

const rows = [["page of the lab", "bare ms", "watched ms", "cost", "limit"]];
for (const [name, result] of Object.entries(results)) {
  for (const [member, what] of [["loadMs", "to its load event"], ["taskMs", "main thread's CPU"]]) {
    const { bare, watched } = result[member];
    rows.push([`${name}: ${what}`, fixed(bare), fixed(watched), `${fixed(100 * (watched / bare - 1))} %`, member === "loadMs" ? `${100 * GOAL} %` : ""]);
  }
}
console.log(table(rows));
writeJson(join(root, "build", "bench", "probe_cost.json"), { sites: SITES, rounds: ROUNDS, goal: GOAL, results });
