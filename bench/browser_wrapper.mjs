// SPDX-License-Identifier: Apache-2.0
// Gives other tools the very browser that Consentry uses, on the same pages: a program that starts
// Debian's binary with every host name led to the lab, the lab's authority trusted, and third-party
// cookies allowed as a visitor's browser would.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const BINARIES = {
  shell: "/usr/lib/chromium/chromium-headless-shell",
  chromium: "/usr/lib/chromium/chromium",
};

const PREFERENCES = '{"profile":{"cookie_controls_mode":0,"block_third_party_cookies":false}}';

// Writes the program into `folder` and returns its path.
export function writeWrapper({ folder, browser, address, ca }) {
  const home = join(folder, "home");
  const database = `sql:${join(home, ".pki", "nssdb")}`;
  mkdirSync(join(home, ".pki", "nssdb"), { recursive: true });
  execFileSync("certutil", ["-N", "-d", database, "--empty-password"]);
  execFileSync("certutil", ["-A", "-d", database, "-t", "C,,", "-n", "lab", "-i", ca]);
  const path = join(folder, `${browser}-for-the-lab`);
  writeFileSync(path, `#!/bin/sh
for argument in "$@"; do
  case $argument in
    --user-data-dir=*)
      profile=\${argument#--user-data-dir=}/Default
      mkdir -p "$profile"
      [ -e "$profile/Preferences" ] || printf '%s' '${PREFERENCES}' >"$profile/Preferences" ;;
  esac
done
HOME='${home}' exec ${BINARIES[browser]} "$@" --host-resolver-rules='MAP * ${address}'
`);
  chmodSync(path, 0o755);
  return path;
}
