// SPDX-License-Identifier: Apache-2.0
// node compare_truth.mjs TRUTH REPORT: prints how a report.json stands against a truth.json.
// Exit status: 0 no false breach and at least 99 % of what must be found; 1 worse; 2 unreadable.
import { readFileSync } from "node:fs";
import { compare, describe, isGoodEnough } from "./truth_comparison.mjs";

const [truthPath, reportPath] = process.argv.slice(2);
if (!reportPath) {
  console.error("usage: node compare_truth.mjs TRUTH REPORT");
  process.exit(2);
}
try {
  const result = compare(JSON.parse(readFileSync(truthPath, "utf8")), JSON.parse(readFileSync(reportPath, "utf8")));
  console.log(describe(result).join("\n"));
  process.exitCode = isGoodEnough(result) ? 0 : 1;
} catch (error) {
  console.error(`compare_truth: ${error.message}`);
  process.exitCode = 2;
}
