// SPDX-License-Identifier: Apache-2.0
// Does measuring the same sites again give the same findings, and what differs when not?
//   node repeat_stability.mjs [--sites N] [--skip N] [--times N] [--seed N] [--phases LIST] [--program FILE]
// The lab serves sites that do the same for every visitor, so what differs is ours. Prints for each site how
// many repetitions gave the very same verdicts, the goal (all of them) beside it, and every rule that differed.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startLab } from "../test/e2e/lab_process.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: asked } = parseArgs({
  options: {
    sites: { type: "string", default: "5" },
    skip: { type: "string", default: "0" },
    times: { type: "string", default: "100" },
    seed: { type: "string", default: "7" },
    phases: { type: "string", default: "before,refuse,accept,withdraw,gpc" },
    program: { type: "string", default: join(root, "build", "release", "consentry") },
  },
});
const work = join(root, "build", "bench", "repeat_stability");
const times = Number(asked.times);
const skip = Number(asked.skip);  // sites of the lab that are left out

/** The largest number of repetitions with the very same verdicts, and the findings that differ. */
function agreement(site) {
  const sizes = new Map();
  for (let i = 0; i < site.repetitions.length; ++i) {
    const verdicts = site.findings.map(({ repeats }) => repeats.verdicts[i]).join(" ");
    sizes.set(verdicts, (sizes.get(verdicts) ?? 0) + 1);
  }
  const same = Math.max(0, ...sizes.values());
  return { same, differing: site.findings.filter(({ repeats }) => repeats.agreeing < repeats.total) };
}

function counted(verdicts) {
  const counts = new Map();
  for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${verdict} in ${count}`).join(", ");
}

function scan(lab, urls) {
  const out = join(work, "out");
  rmSync(out, { recursive: true, force: true });
  writeFileSync(join(work, "sites.txt"), `${urls.join("\n")}\n`);
  const args = ["scan", "--list", join(work, "sites.txt"), "--phases", asked.phases, "--repeat", asked.times,
    "--connect-to", lab.address, "--ca", join(work, "lab", "ca.pem"), "--dns-answers", join(work, "lab", "names.txt"), "--out", out, "--fail-on", "never"];
  const { status } = spawnSync(asked.program, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`consentry ended with ${status}`);
  return JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
}

mkdirSync(work, { recursive: true });
const lab = await startLab({ program: asked.program, dir: join(work, "lab"), sites: skip + Number(asked.sites), seed: Number(asked.seed) });
try {
  const urls = readFileSync(join(work, "lab", "sites.txt"), "utf8").trim().split("\n").slice(skip);
  const report = scan(lab, urls);
  for (const site of report.sites) {
    const { same, differing } = agreement(site);
    console.log(`${same} of ${times} (goal ${times})  ${site.url}`);
    for (const { rule, phase, repeats } of differing) {
      console.log(`    ${rule} ${phase}: ${counted(repeats.verdicts)}`);
    }
    for (const item of [...site.items, ...site.third_parties]) {
      if (item.repeats > 0 && item.repeats < times) {
        console.log(`    ${item.kind ?? "host"} ${item.name ?? item.host}: seen in ${item.repeats}`);
      }
    }
    if (site.reason) console.log(`    ${site.reason}`);
  }
  process.exitCode = report.sites.every((site) => agreement(site).same === times) ? 0 : 1;
} finally {
  await lab.stop();
}
