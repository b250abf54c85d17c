// SPDX-License-Identifier: Apache-2.0
// systemd takes the unit, and the drop-in for periodic scans, without a complaint; what they leave open stays
// below a bound, as systemd itself counts it. Skipped, with the package's name, where systemd-analyze is missing.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const packaging = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "packaging");
const folder = mkdtempSync(join(tmpdir(), "consentry-unit-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const skip = spawnSync("systemd-analyze", ["--version"]).status !== 0 && "systemd-analyze is not installed: apt-get install systemd";

/** The unit with a program that is there; the drop-in beside it when scans are wanted. */
function unit(name, scans) {
  const path = join(folder, name, "consentry.service");
  mkdirSync(join(folder, name, "consentry.service.d"), { recursive: true });
  writeFileSync(path, execFileSync("sed", ["-e", "s#/usr/local/bin/consentry#/bin/true#", join(packaging, "consentry.service")]));
  if (scans) copyFileSync(join(packaging, "consentry-scans.conf"), join(folder, name, "consentry.service.d/scans.conf"));
  return path;
}

// The threshold is ten times the level that `systemd-analyze security` prints.
for (const [name, scans, threshold] of [["alone", false, 20], ["scans", true, 30]]) {
  test(`systemd takes the unit (${name})`, { skip }, () => {
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", unit(name, scans)], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    assert.equal(stderr, "");
    const words = ["security", "--offline=true", "--no-pager", `--threshold=${threshold}`, unit(name, scans)];
    const open = spawnSync("systemd-analyze", words, { encoding: "utf8" });
    assert.equal(open.status, 0, open.stdout);
  });
}
