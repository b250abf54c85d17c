// SPDX-License-Identifier: Apache-2.0
// node compare_truth.mjs TRUTH REPORT: prints how a report.json stands against a truth.json.
// Exit status: 0 no false breach, at least 99 % of what must be found, and the advertising network told
// as it is; 1 worse; 2 unreadable.
import { readFileSync } from "node:fs";
import { compare, compareNetwork, describe, describeNetwork, isGoodEnough, tellsTheSame } from "./truth_comparison.mjs";

const [truthPath, reportPath] = process.argv.slice(2);
if (!reportPath) {
  console.error("usage: node compare_truth.mjs TRUTH REPORT");
  process.exit(2);
}
try {
  const [truth, report] = [truthPath, reportPath].map((path) => JSON.parse(readFileSync(path, "utf8")));
  const result = compare(truth, report);
  const network = compareNetwork(truth, report);
  console.log([...describe(result), ...describeNetwork(truth, network)].join("\n"));
  process.exitCode = isGoodEnough(result) && tellsTheSame(network) ? 0 : 1;
} catch (error) {
  console.error(`compare_truth: ${error.message}`);
  process.exitCode = 2;
}
