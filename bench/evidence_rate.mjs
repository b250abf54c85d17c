// SPDX-License-Identifier: Apache-2.0
// What sealing costs beside the scan, and how fast a bundle is verified beside its floor, sha256sum over
// the same files.
//   node bench/evidence_rate.mjs [--quick]
// Limits: sealing takes at most 2 % of the scan's CPU; 1,000 sites are verified in 10 s.
import { execFileSync } from "node:child_process";
import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startLab } from "../test/e2e/lab_process.mjs";
import { measure } from "./process_meter.mjs";
import { fixed, table } from "./summary.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/release/consentry");
const quick = process.argv.includes("--quick");
const [scanned, sealed] = quick ? [4, 100] : [12, 1000];
const out = join(root, "build/bench");
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(out, "evidence-"));

// The folder of a scan of many sites, from that of a few: each file linked, under other names.
function multiply(from, to, times) {
  const manifest = JSON.parse(readFileSync(join(from, "scan.json"), "utf8"));
  const sites = [];
  for (let i = 0; i < times; i++) {
    const site = manifest.sites[i % manifest.sites.length];
    const name = `sites/copy-${i}`;
    linkBelow(join(from, site.folder), join(to, name));
    sites.push({ ...site, folder: name });
  }
  writeFileSync(join(to, "scan.json"), JSON.stringify({ ...manifest, sites, crossRuns: [] }));
}

function linkBelow(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [old, copy] = [join(from, entry.name), join(to, entry.name)];
    entry.isDirectory() ? linkBelow(old, copy) : linkSync(old, copy);
  }
}

async function main() {
  const lab = await startLab({ program, dir: join(folder, "lab"), sites: scanned, seed: 1 });
  const few = join(folder, "few");
  const scan = await measure(program, ["scan", "--list", join(folder, "lab/sites.txt"), "--connect-to", lab.address, "--ca",
    join(folder, "lab/ca.pem"), "--dns-answers", join(folder, "lab/names.txt"), "--fail-on", "never", "--out", few]);
  await lab.stop();
  const seal = await measure(program, ["evidence", "seal", few, "--no-log"]);
  const many = join(folder, "many");
  multiply(few, many, sealed);
  const bundle = join(folder, "many.zip");
  const sealMany = await measure(program, ["evidence", "seal", many, "--no-log", "--out", bundle]);
  const verify = await measure(program, ["evidence", "verify", bundle]);
  const floor = await measure("sh", ["-c", `find '${many}' -type f -print0 | xargs -0 sha256sum > '${folder}/sums'`]);
  const rows = [["", "wall s", "CPU s"], [`scan of ${scanned} sites`, fixed(scan.wallSeconds, 2), fixed(scan.treeSeconds, 2)],
    [`seal of ${scanned} sites`, fixed(seal.wallSeconds, 2), fixed(seal.treeSeconds, 2)],
    [`seal of ${sealed} sites`, fixed(sealMany.wallSeconds, 2), fixed(sealMany.treeSeconds, 2)],
    [`verify of ${sealed} sites`, fixed(verify.wallSeconds, 2), fixed(verify.treeSeconds, 2)],
    [`sha256sum of the same (floor)`, fixed(floor.wallSeconds, 2), fixed(floor.treeSeconds, 2)]];
  console.log(table(rows));
  const share = (100 * seal.treeSeconds) / scan.treeSeconds;
  const thousand = (1000 * verify.wallSeconds) / sealed;
  const mib = statSync(bundle).size / 2 ** 20;
  console.log(`bundle: ${fixed(mib)} MiB, ${fixed(mib / sealed, 2)} a site`);
  console.log(`sealing: ${fixed(share, 2)} % of the scan's CPU (limit 2)`);
  console.log(`verifying 1,000 sites: ${fixed(thousand, 2)} s (limit 10)`);
  writeFileSync(join(out, "evidence_rate.json"), JSON.stringify({ scan, seal, sealMany, verify, floor, share, thousand, mib }, null, 2) + "\n");
}

if (!existsSync(program)) {
  console.error(`${program} is missing; run ./dev bench, or ./dev build first`);
  process.exit(2);
}
try {
  execFileSync("sha256sum", ["--version"]);
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
