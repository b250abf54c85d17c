// SPDX-License-Identifier: Apache-2.0
// Runs a program and measures it: wall time, its own CPU, the CPU of all that it started, and peak
// memory of the tree as PSS (shared pages divided among those who share them).
// CPU of the tree is exact where a control group can be made (root); elsewhere it is summed from
// samples of /proc and misses what a process used after its last sample.
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const TICKS_PER_SECOND = 100;  // USER_HZ, fixed by Linux's interface on all common machines
const CPU_SAMPLE_MS = 100;
const MEMORY_SAMPLE_MS = 250;

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";  // the process is gone
  }
}

// {parent, seconds} of a process, or null. The command's name may hold spaces and brackets.
function stat(pid) {
  const text = read(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  if (fields.length < 20) return null;
  return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND };
}

function tree(root) {
  const children = new Map();
  const seconds = new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const entry = stat(name);
    if (!entry) continue;
    seconds.set(Number(name), entry.seconds);
    if (!children.has(entry.parent)) children.set(entry.parent, []);
    children.get(entry.parent).push(Number(name));
  }
  const members = [root];
  for (let i = 0; i < members.length; i++) members.push(...(children.get(members[i]) ?? []));
  return members.filter((pid) => seconds.has(pid)).map((pid) => ({ pid, seconds: seconds.get(pid) }));
}

function pssMiB(pids) {
  let kib = 0;
  for (const pid of pids) kib += Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  return kib / 1024;
}

// Of a running process and all that it started: CPU used so far, and memory now.
export const cpuSecondsOf = (pid) => tree(pid).reduce((sum, { seconds }) => sum + seconds, 0);
export const memoryMiBOf = (pid) => pssMiB(tree(pid).map((each) => each.pid));

// A control group that counts CPU, of version 1 or 2; null when none can be made.
function makeGroup() {
  const name = `consentry-bench-${process.pid}-${Date.now()}`;
  const kinds = [
    { folder: "/sys/fs/cgroup/cpuacct", seconds: (dir) => Number(read(`${dir}/cpuacct.usage`)) / 1e9 },
    { folder: "/sys/fs/cgroup", seconds: (dir) => Number(/usage_usec (\d+)/.exec(read(`${dir}/cpu.stat`))?.[1] ?? 0) / 1e6 },
  ];
  for (const { folder, seconds } of kinds) {
    const dir = `${folder}/${name}`;
    try {
      mkdirSync(dir);
    } catch {
      continue;
    }
    if (read(`${dir}/cgroup.procs`) === "" && read(`${dir}/${folder.endsWith("cpuacct") ? "cpuacct.usage" : "cpu.stat"}`) !== "") {
      return { procs: `${dir}/cgroup.procs`, seconds: () => seconds(dir), remove: () => rmdirSync(dir) };
    }
    rmdirSync(dir);
  }
  return null;
}

function removeSoon(group) {
  try {
    group.remove();
  } catch {
    setTimeout(() => { try { group.remove(); } catch { /* a process lingers; the empty group does no harm */ } }, 1000).unref();
  }
}

// Runs `command` with `args` to its end. Gives {status, wallSeconds, ownSeconds, treeSeconds, exactCpu,
// peakMiB (0 unless `memory`)}. Memory sampling costs CPU itself, so timed runs go without.
// Output goes to `log` (a path) or nowhere.
export async function measure(command, args, { memory = false, env = process.env, log = "/dev/null", timeoutMs = 1_800_000 } = {}) {
  const group = makeGroup();
  const out = openSync(log, "a");
  const started = performance.now();
  // The shell enters the group before it becomes the program, so that no child is born outside.
  const child = group
    ? spawn("/bin/sh", ["-c", 'echo $$ >"$0" && exec "$@"', group.procs, command, ...args], { stdio: ["ignore", out, out], env })
    : spawn(command, args, { stdio: ["ignore", out, out], env });
  closeSync(out);
  const seen = new Map();
  let peakMiB = 0;
  const sampleCpu = () => {
    if (group) {
      const own = stat(child.pid);
      if (own) seen.set(child.pid, own.seconds);
    } else {
      for (const { pid, seconds } of tree(child.pid)) seen.set(pid, Math.max(seconds, seen.get(pid) ?? 0));
    }
  };
  const timers = [setInterval(sampleCpu, CPU_SAMPLE_MS)];
  if (memory) {
    timers.push(setInterval(() => { peakMiB = Math.max(peakMiB, pssMiB(tree(child.pid).map(({ pid }) => pid))); }, MEMORY_SAMPLE_MS));
  }
  const late = setTimeout(() => child.kill("SIGTERM"), timeoutMs);
  const status = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  const wallSeconds = (performance.now() - started) / 1000;
  timers.forEach(clearInterval);
  clearTimeout(late);
  const ownSeconds = seen.get(child.pid) ?? 0;
  const treeSeconds = group ? group.seconds() : [...seen.values()].reduce((sum, seconds) => sum + seconds, 0);
  if (group) removeSoon(group);
  return { status, wallSeconds, ownSeconds, treeSeconds, exactCpu: group !== null, peakMiB };
}

export function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
