// SPDX-License-Identifier: Apache-2.0
// What `./dev demo` shows: the lab is started, scanned in a real browser, and the report is held
// against the lab's truth; then a shop with our tag is served until Ctrl-C, unless --scan-only is given.
// Exit status 0 when the report is as good as promised.
//   node demo.mjs PROGRAM FOLDER SITES SEED [--scan-only] [SCAN OPTION...]
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { startDemoShop } from "./demo_shop.mjs";
import { startLab } from "./lab_process.mjs";

// Both ways in which a scan ends well: nothing found, and something found.
const SCANNED = [0, 1];

// Nobody clicks through a shop for so long.
const LONGEST_SHOP_MS = 4 * 3600 * 1000;

const [program, folder, sites, seed, ...words] = process.argv.slice(2);
const scanOnly = words.includes("--scan-only");
const scanOptions = words.filter((word) => word !== "--scan-only");
const labDir = join(folder, "lab");
const out = join(folder, "report");

// Ctrl-C reaches the children too; we only wait for them, so that nothing stays behind.
let interrupted = false;
const interruption = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => resolve((interrupted = true)));
});

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
}

function scan(address) {
  const args = ["scan", "--list", join(labDir, "sites.txt"), "--connect-to", address, "--ca", join(labDir, "ca.pem"),
    "--dns-answers", join(labDir, "names.txt"), "--out", out, ...scanOptions];
  console.error(`$ ${relative(".", program)} ${args.join(" ")}`);
  return run(program, args);
}

function compare() {
  const script = join(dirname(fileURLToPath(import.meta.url)), "compare_truth.mjs");
  return run(process.execPath, [script, join(labDir, "truth.json"), join(out, "report.json")]);
}

async function scanned(lab) {
  const status = await scan(lab.address);
  if (interrupted) return 130;
  if (!SCANNED.includes(status)) throw new Error(`the scan ended with ${status}`);
  console.log("\nThe report beside the lab's truth, over (site, rule) pairs\n");
  const verdict = await compare();
  console.log(`\nreports: ${relative(".", out)}/report.html  ${relative(".", out)}/report.json`);
  console.log(`truth:   ${relative(".", join(labDir, "truth.json"))}`);
  return verdict;
}

async function serveShop(lab) {
  const shop = await startDemoShop({ program, folder: join(folder, "shop"), lab: lab.address, labDir });
  console.log(`\nA shop with the consent tag and eleven third parties, to click through: ${shop.address}`);
  console.log("Ctrl-C stops everything.");
  const timer = setTimeout(() => process.kill(process.pid, "SIGTERM"), LONGEST_SHOP_MS);
  await interruption;
  clearTimeout(timer);
  await shop.stop();
}

async function demo() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const lab = await startLab({ program, dir: labDir, sites, seed });
  try {
    const verdict = await scanned(lab);
    if (!interrupted && !scanOnly) await serveShop(lab);
    return verdict;
  } finally {
    await lab.stop();
  }
}

try {
  process.exitCode = await demo();
} catch (error) {
  console.error(`demo: ${error.message}`);
  process.exitCode = interrupted ? 130 : 3;
}
