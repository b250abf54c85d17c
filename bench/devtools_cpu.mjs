// SPDX-License-Identifier: Apache-2.0
// What does driving the browser cost? Our own CPU per navigation, everything included (recording,
// hashing, judging, reports), beside puppeteer-core that only loads the same pages in the same browser,
// looks at requests, responses and cookies, and takes a screenshot. Start-up of Node.js is left out.
//   node devtools_cpu.mjs [--quick]
// Prints a table, writes build/bench/devtools_cpu.json.
import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { startLab } from "../test/e2e/lab_process.mjs";
import { writeWrapper } from "./browser_wrapper.mjs";
import { measure, writeJson } from "./process_meter.mjs";
import { fixed, medians, table } from "./summary.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, "build", "release", "consentry");
const quick = process.argv.includes("--quick");
const work = join(root, "build", "bench", "devtools_cpu");
const SITES = quick ? 8 : 24;
const ROUNDS = quick ? 1 : 3;

function eventLogs(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return eventLogs(path);
    return entry.name === "events.ndjson" ? [path] : [];
  });
}

// Loads of a page that a scan made: every step of a run that is not the click itself.
function navigations(folder) {
  return eventLogs(folder).flatMap((path) => readFileSync(path, "utf8").split("\n"))
    .filter((line) => line.includes('"kind":"step"') && line.includes('"at":"begin"') && !line.includes('"step":"choice"')).length;
}

async function ours(lab) {
  const out = join(work, "out");
  rmSync(out, { recursive: true, force: true });
  const result = await measure(program, ["scan", "--list", join(lab.dir, "sites.txt"), "--phases", "before", "--jobs", "4",
    "--connect-to", lab.address, "--ca", join(lab.dir, "ca.pem"), "--out", out, "--fail-on", "never"],
  { log: join(work, "consentry.log") });
  if (result.status !== 0) throw new Error(`consentry ended with ${result.status}; see ${join(work, "consentry.log")}`);
  const loads = navigations(out);
  return { loads, cpuMs: (result.ownSeconds * 1000) / loads };
}

async function visit(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const seen = [];
  page.on("request", (request) => seen.push(request.url()));
  page.on("response", (response) => seen.push(response.headers()));
  await page.goto(url, { waitUntil: "networkidle2", timeout: 30_000 });
  await context.cookies();
  await page.screenshot({ type: "jpeg", quality: 70 });
  await context.close();
}

async function theirs(lab, wrapper) {
  const browser = await puppeteer.launch({ executablePath: wrapper, pipe: true, args: ["--no-sandbox"] });
  try {
    await visit(browser, lab.urls[0]);
    const before = process.cpuUsage();
    for (let i = 0; i < lab.urls.length; i += 4) {
      await Promise.all(lab.urls.slice(i, i + 4).map((url) => visit(browser, url)));
    }
    const { user, system } = process.cpuUsage(before);
    return { loads: lab.urls.length, cpuMs: (user + system) / 1000 / lab.urls.length };
  } finally {
    await browser.close();
  }
}

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const dir = join(work, "lab");
const lab = await startLab({ program, dir, sites: SITES, seed: 7 });
lab.dir = dir;
lab.urls = readFileSync(join(dir, "sites.txt"), "utf8").split("\n").filter((line) => line.startsWith("http"));
try {
  const wrapper = writeWrapper({ folder: work, browser: "shell", address: lab.address, ca: join(dir, "ca.pem") });
  const runs = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round++) {
    runs.ours.push(await ours(lab));
    runs.theirs.push(await theirs(lab, wrapper));
  }
  const [a, b] = [medians(runs.ours), medians(runs.theirs)];
  const { version } = JSON.parse(readFileSync(join(root, "bench", "node_modules", "puppeteer-core", "package.json"), "utf8"));
  console.log(`\n${table([
    ["client", "navigations", "CPU ms each", "ratio"],
    ["consentry, whole program", a.loads, fixed(a.cpuMs, 2), "1"],
    [`puppeteer-core ${version}, loading only`, b.loads, fixed(b.cpuMs, 2), `x${fixed(b.cpuMs / a.cpuMs)}`],
  ])}\n`);
  writeJson(join(root, "build", "bench", "devtools_cpu.json"),
    { date: new Date().toISOString(), quick, consentry: a, puppeteer: { version, ...b }, ratio: b.cpuMs / a.cpuMs });
} finally {
  await lab.stop();
}
