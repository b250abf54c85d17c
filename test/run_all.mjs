// SPDX-License-Identifier: Apache-2.0
// Runs every test of a built tree and ends with one plain line: "N passed, N failed".
//   node test/run_all.mjs BUILD_FOLDER [ROOM...]
// Counted are test cases: of the C++ programs (through ctest), of the Node tests, and the type check
// of web/ as one. With rooms named, only their C++ tests run. Exit status 0 only when nothing failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { countGtest, countTap, failedEntries } from "./count_cases.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [buildFolder, ...rooms] = process.argv.slice(2);
if (!buildFolder) {
  console.error("usage: node test/run_all.mjs BUILD_FOLDER [ROOM...]");
  process.exit(2);
}
const build = resolve(buildFolder);
const total = { passed: 0, failed: 0, skipped: 0 };

function add(counts) {
  for (const key of Object.keys(total)) total[key] += counts[key] ?? 0;
}

function typeCheck() {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const run = spawnSync(process.execPath, [compiler, "--noEmit", "-p", "web"], { cwd: root, stdio: "inherit" });
  console.log(`type check of web/: ${run.status === 0 ? "passed" : "FAILED"}`);
  add(run.status === 0 ? { passed: 1 } : { failed: 1 });
}

function filesEnding(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesEnding(path, ending);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}

function nodeTests() {
  const files = filesEnding(join(root, "test"), ".test.mjs");
  if (files.length === 0) return;
  // Two at once: most of them wait for a browser.
  const run = spawnSync(process.execPath, ["--test", "--test-concurrency=2", "--test-reporter=tap", ...files], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CONSENTRY_PROGRAM: join(build, "consentry") },
  });
  const counts = countTap(run.stdout);
  if (run.status !== 0) {
    counts.failed = Math.max(counts.failed, 1);
    console.log(run.stdout + run.stderr);
  }
  console.log(`Node tests: ${counts.passed} passed, ${counts.failed} failed`);
  add(counts);
}

function cxxTests() {
  const results = join(build, "test-results");
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const junit = join(results, "ctest.xml");
  const jobs = availableParallelism?.() ?? cpus().length;
  const args = ["--output-on-failure", "-j", String(jobs), "--output-junit", junit];
  if (rooms.length > 0) args.push("--no-tests=error", "-R", `^(${rooms.join("|")})(-[12])?$`);
  const run = spawnSync("ctest", args, {
    cwd: build,
    stdio: "inherit",
    env: { ...process.env, GTEST_OUTPUT: `xml:${results}/` },
  });
  for (const file of filesEnding(results, "_tests.xml")) add(countGtest(readFileSync(file, "utf8")));
  // A program that crashed or ran out of time tells of no failed case itself.
  for (const name of existsSync(junit) ? failedEntries(readFileSync(junit, "utf8")) : []) {
    const file = join(results, `${name}_tests.xml`);
    if (!existsSync(file) || countGtest(readFileSync(file, "utf8")).failed === 0) add({ failed: 1 });
  }
  if (run.status !== 0 && total.failed === 0) add({ failed: 1 });
}

if (rooms.length === 0) {
  typeCheck();
  nodeTests();
}
cxxTests();
if (total.passed === 0) total.failed += total.failed === 0 ? 1 : 0;
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
