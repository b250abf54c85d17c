// SPDX-License-Identifier: Apache-2.0
// Does a large log stay fast? Runs build/release/bench/ledger_scale, which appends to a filled ledger
// and to empty ones by turns, and says what came of it beside what was aimed at.
//   node bench/ledger_scale.mjs [--quick] [--large]        a million records; 200,000; ten million (3 GB of disk)
// Prints a table, writes build/bench/ledger_scale.json.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeJson } from "./process_meter.mjs";
import { fixed, goalTable } from "./summary.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "build/bench");
const has = (flag) => process.argv.includes(flag);
const records = has("--large") ? 10_000_000 : has("--quick") ? 200_000 : 1_000_000;
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(out, "ledger-"));
try {
  const seen = JSON.parse(execFileSync(join(root, "build/release/bench/ledger_scale"), [folder, String(records)], { encoding: "utf8" }));
  console.log(`\n${records} records stored before; ${fixed(seen.rate, 0)} more a second in batches of 64, ${fixed(seen.micros, 1)} us of CPU each\n`);
  console.log(`${goalTable([
    { what: "speed of appending, of an empty ledger's", least: 0.95, reached: seen.of_empty },
    { what: "one visitor's records, ms", most: 1, reached: seen.lookup_ms, beside: `p99 ${fixed(seen.lookup_p99_ms, 3)}`, digits: 3 },
    { what: "bytes a stored choice", most: 240, reached: seen.bytes, digits: 0 },
  ])}\none receipt with its proof: ${fixed(seen.receipt_ms, 3)} ms\n`);
  writeJson(join(out, "ledger_scale.json"), { date: new Date().toISOString(), records, ...seen });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
