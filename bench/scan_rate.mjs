// SPDX-License-Identifier: Apache-2.0
// How many sites a minute, at what CPU and memory, and how do other scanners do on the same pages with
// the same browser? The lab serves the sites from the same machine.
//   node scan_rate.mjs [--quick]
// Prints tables, writes build/bench/scan_rate.json. Runs of all configurations are interleaved, each
// after one warm-up (in which memory is sampled); figures are medians. Believe ratios and CPU seconds
// before wall time: other load on the machine moves the latter.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startLab } from "../test/e2e/lab_process.mjs";
import { writeWrapper } from "./browser_wrapper.mjs";
import { peers } from "./peers/programs.mjs";
import { measure, writeJson } from "./process_meter.mjs";
import { fixed, medians, table } from "./summary.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, "build", "release", "consentry");
const quick = process.argv.includes("--quick");
const work = join(root, "build", "bench", "scan_rate");
const JOBS = quick ? [1, 4] : [1, 2, 4, 8, 16];
const ROUNDS = quick ? 1 : 3;
const PEER_SITES = quick ? 1 : 4;
const SEED = 7;
const TASKS = { "all phases": "before,refuse,accept,withdraw,gpc", "before only": "before" };
const GOAL_PER_MINUTE = { chromium: { "all phases": 12, "before only": 65 }, shell: { "all phases": 30, "before only": 170 } };

// Enough sites that the last of them, running alone, weigh little.
function siteCount(jobs) {
  return quick ? 2 * jobs + 2 : Math.min(40, 4 * jobs + 8);
}

function consentryRun(browser, task, jobs, lab) {
  const count = siteCount(jobs);
  return {
    kind: "consentry", browser, task, jobs, sites: count,
    async run({ memory }) {
      const out = join(work, "out");
      rmSync(out, { recursive: true, force: true });
      const list = join(work, "sites.txt");
      writeFileSync(list, `${lab.urls.slice(0, count).join("\n")}\n`);
      const result = await measure(program, ["scan", "--list", list, "--phases", TASKS[task], "--browser", browser,
        "--jobs", String(jobs), "--connect-to", lab.address, "--ca", lab.ca, "--out", out, "--fail-on", "never"],
      { memory, log: join(work, "consentry.log") });
      if (result.status !== 0) throw new Error(`consentry ended with ${result.status}; see ${join(work, "consentry.log")}`);
      const { sites } = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
      return { ...result, notMeasured: sites.filter(({ status }) => status !== "measured").length };
    },
  };
}

function peerRun(browser, peer, lab) {
  const urls = lab.urls.slice(0, PEER_SITES);
  return {
    kind: peer.name, version: peer.version, browser, task: peer.phases, jobs: 1, sites: urls.length,
    async run({ memory }) {
      const total = { status: 0, wallSeconds: 0, ownSeconds: 0, treeSeconds: 0, peakMiB: 0, notMeasured: 0 };
      for (const url of urls) {
        const out = join(work, "peer");
        rmSync(out, { recursive: true, force: true });
        mkdirSync(out, { recursive: true });
        const { command, args, env, good } = peer.start(url, out);
        const one = await measure(command, args, { memory, env, log: join(work, `${peer.name}.log`), timeoutMs: 180_000 });
        for (const key of ["wallSeconds", "ownSeconds", "treeSeconds"]) total[key] += one[key];
        total.peakMiB = Math.max(total.peakMiB, one.peakMiB);
        if (!good.includes(one.status)) total.notMeasured += 1;
      }
      return total;
    },
  };
}

function configurations(lab) {
  const all = [];
  for (const browser of ["shell", "chromium"]) {
    for (const task of Object.keys(TASKS)) {
      for (const jobs of JOBS) all.push(consentryRun(browser, task, jobs, lab));
    }
    const folder = join(work, browser);
    mkdirSync(folder, { recursive: true });
    const wrapper = writeWrapper({ folder, browser, address: lab.address, ca: lab.ca });
    for (const peer of peers({ wrapper, folder })) all.push(peerRun(browser, peer, lab));
  }
  return all;
}

async function measureAll(all) {
  for (const configuration of all) {
    configuration.peakMiB = (await configuration.run({ memory: true })).peakMiB;
    configuration.runs = [];
    process.stderr.write(".");
  }
  for (let round = 0; round < ROUNDS; round++) {
    // Rotated, so that no configuration always follows the same one.
    for (let i = 0; i < all.length; i++) {
      const configuration = all[(i + round * 3) % all.length];
      configuration.runs.push(await configuration.run({ memory: false }));
      process.stderr.write(".");
    }
  }
  process.stderr.write("\n");
}

function figures(configuration) {
  const { kind, version, browser, task, jobs, sites, peakMiB, runs } = configuration;
  const middle = medians(runs);
  return {
    kind, version, browser, task, jobs, sites, peakMiB, rounds: runs.length,
    perMinute: (sites / middle.wallSeconds) * 60,
    cpuPerSite: middle.treeSeconds / sites,
    ownPerSite: middle.ownSeconds / sites,
    ownShare: middle.ownSeconds / middle.treeSeconds,
    notMeasured: Math.max(...runs.map((run) => run.notMeasured)),
    exactCpu: runs.every(({ exactCpu }) => exactCpu !== false),
  };
}

function scanTable(rows) {
  return table([
    ["browser, task", "jobs", "sites/min", "goal", "CPU s/site", "of it own", "own share", "peak MiB", "not measured"],
    ...rows.map((row) => [`${row.browser}, ${row.task}`, row.jobs, fixed(row.perMinute), GOAL_PER_MINUTE[row.browser][row.task],
      fixed(row.cpuPerSite, 2), fixed(row.ownPerSite, 3), `${fixed(row.ownShare * 100)} %`, fixed(row.peakMiB, 0), row.notMeasured]),
  ]);
}

// Ours at one job and at its best beside each peer, on the same browser; ratios above 1 speak for ours.
function peerTable(rows) {
  const ours = rows.filter(({ kind }) => kind === "consentry");
  const lines = rows.filter(({ kind }) => kind !== "consentry").map((peer) => {
    const task = peer.task.startsWith("1 ") ? "before only" : "all phases";
    const same = ours.filter((row) => row.browser === peer.browser && row.task === task);
    const alone = same.find(({ jobs }) => jobs === 1);
    const best = same.reduce((a, b) => (b.perMinute > a.perMinute ? b : a));
    return [`${peer.kind} ${peer.version}`, peer.browser, peer.task, fixed(peer.perMinute), fixed(peer.cpuPerSite, 2),
      fixed(peer.peakMiB, 0), peer.notMeasured, task, `x${fixed(alone.perMinute / peer.perMinute)}`,
      `x${fixed(best.perMinute / peer.perMinute)}`, `x${fixed(peer.cpuPerSite / best.cpuPerSite)}`];
  });
  return table([["peer, one site a process", "browser", "phases", "sites/min", "CPU s/site", "peak MiB", "failed", "beside our",
    "rate, 1 job", "rate, best", "CPU"], ...lines]);
}

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const labDir = join(work, "lab");
const lab = await startLab({ program, dir: labDir, sites: siteCount(Math.max(...JOBS)), seed: SEED });
lab.ca = join(labDir, "ca.pem");
lab.urls = readFileSync(join(labDir, "sites.txt"), "utf8").split("\n").filter((line) => line.startsWith("http"));
try {
  const all = configurations(lab);
  await measureAll(all);
  const rows = all.map(figures);
  console.log(`\n${cpus().length} processors, the lab on the same machine, ${ROUNDS} round(s) after one warm-up, medians\n`);
  console.log(scanTable(rows.filter(({ kind }) => kind === "consentry")));
  console.log(`\n${peerTable(rows)}\n`);
  if (rows.some(({ exactCpu }) => !exactCpu)) console.log("CPU is summed from samples (no control group): a lower bound\n");
  const json = join(root, "build", "bench", "scan_rate.json");
  writeJson(json, { date: new Date().toISOString(), processors: cpus().length, model: cpus()[0]?.model, quick, rows });
  console.log(`figures: ${json}`);
} finally {
  await lab.stop();
}
