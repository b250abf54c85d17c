// SPDX-License-Identifier: Apache-2.0
// axe-core on the HTML reports: all languages, light and dark, phone and desktop, folded parts open.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startBrowser } from "../tag/browser.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const site = "sites/shop.example-1";
let folder;
let browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "report-test-"));
  mkdirSync(join(folder, site, "before"), { recursive: true });
  cpSync(join(root, "test/data/captures/shell-shop.ndjson"), join(folder, site, "before/events.ndjson"));
  const sites = [{ url: "https://shop.example/", folder: site, runs: ["before"], reason: "" }];
  const settings = { program: "consentry test", started: "2026-11-22T13:45:33.000Z", phases: ["before"], profile: "eu" };
  writeFileSync(join(folder, "scan.json"), JSON.stringify({ format: "consentry-scan/1", settings, sites, crossRuns: [] }));
  browser = await startBrowser();
});
after(async () => {
  await browser?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const violations = `document.querySelectorAll("details").forEach((each) => { each.open = true }), axe.run().then(({ violations, passes }) => ({
  found: violations.map(({ id, nodes }) => id + " " + nodes.map(({ html }) => html).join(" ")), passed: passes.map(({ id }) => id) }))`;

for (const language of ["en", "nl", "fr", "de"]) {
  test(`axe finds nothing in the reports in ${language}`, async () => {
    const judged = spawnSync(program, ["judge", folder, "--fail-on", "never", "--report-language", language], { encoding: "utf8" });
    assert.equal(judged.status, 0, judged.stderr);
    for (const page of ["report.html", join(site, "report.html")]) {
      for (const [width, height, scheme] of [[360, 740, "light"], [360, 740, "dark"], [1366, 768, "light"], [1366, 768, "dark"]]) {
        const tab = await browser.openPage({ width, height, scheme });
        await tab.go(pathToFileURL(join(folder, page)).href);
        await tab.evaluate(axe);
        const { found, passed } = await tab.evaluate(violations);
        assert.deepEqual(found, [], `${page} ${width} ${scheme}`);
        assert.ok(["color-contrast", "html-has-lang", "document-title"].every((rule) => passed.includes(rule)), "axe could measure: " + passed);
        assert.equal(await tab.evaluate("document.documentElement.lang"), language);
        assert.equal(await tab.evaluate("document.documentElement.scrollWidth > innerWidth"), false, `${page} ${width} too wide`);
        await tab.close();
      }
    }
  });
}
