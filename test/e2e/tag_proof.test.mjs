// SPDX-License-Identifier: Apache-2.0
// Our own scanner, and the third parties themselves, say what our own tag lets through: thirty services,
// embedded in every way a page can, marked and unmarked. Before a choice and after a refusal nothing
// reaches them; after one category its services do and no others; after a withdrawal none.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { clickLabel, startBrowser } from "../web/tag/browser.mjs";
import { startFakeWeb } from "./fake_web.mjs";
import { embeds, services } from "./third_parties.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "consentry-proof-"));
const SITE = "shop.example";
const ORIGIN = `https://${SITE}`;
const CATEGORIES = ["functional", "statistics", "marketing", "media"];
const LONGEST_SCAN_MS = 150_000;
// What must not happen is given this long to happen.
const SETTLE = "new Promise((done) => setTimeout(done, 400))";

let web;
let browser;

/** The page's site as the program publishes it, with the tag's own line first in the head. */
function publish() {
  const config = join(folder, "shop.json");
  writeFileSync(config, JSON.stringify({
    site: "shop", owner: "Corner Shop", privacy: "/privacy", server: ORIGIN, autoblock: "strict",
    categories: ["necessary", ...CATEGORIES],
    services: services.map(({ host, ways, ...service }) => service),
  }));
  const data = join(folder, "data");
  const files = join(folder, "t");
  const run = (...words) => execFileSync(program, ["site", ...words, "--data", data], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  run("add", ORIGIN, "--config", config);
  const line = run("publish", "shop", "--no-pictures", "--static", files).trim();
  for (const name of readdirSync(files).filter((each) => each.endsWith(".js")))
    web.pagesOf(SITE).set(`/t/${name}`, { type: "text/javascript", body: readFileSync(join(files, name), "utf8") });
  return line;
}

function servePages(line) {
  const { head, body } = embeds();
  const page = (title) => `<!doctype html><html lang="en"><head><meta charset="utf-8">${line}
<title>${title}</title><meta name="viewport" content="width=device-width">${head}</head>
<body><main><h1>${title}</h1><p><a href="/about">About us</a> <a href="/privacy">Privacy and cookies</a></p></main>${body}</body></html>`;
  for (const [path, title] of [["/", "Corner Shop"], ["/about", "About us"]]) web.pagesOf(SITE).set(path, { body: page(title) });
  const rows = services.map(({ name, host, stores }) => `<tr><td>${name}<td>${host}<td>${stores.join(", ")}<td>1 year`).join("\n");
  web.pagesOf(SITE).set("/privacy", { body: `<!doctype html><html lang="en"><head><meta charset="utf-8">${line}<title>Privacy and cookies</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>Privacy and cookies</h1><table>${rows}</table></main></body></html>` });
}

before(async () => {
  web = await startFakeWeb({ folder, sites: [SITE], hosts: services.map(({ host }) => host) });
  servePages(publish());
  browser = await startBrowser({ to: web.address });
});
after(async () => {
  await Promise.all([browser?.stop(), web?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Scans the site with the program; the report of it. */
async function scan(phases) {
  const out = join(folder, phases.replaceAll(",", "-"));
  const child = spawn(program, ["scan", ORIGIN, "--phases", phases, "--connect-to", web.address, "--ca", web.caFile, "--out", out],
    { stdio: ["ignore", "ignore", "pipe"], timeout: LONGEST_SCAN_MS });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
    const status = await new Promise((resolve) => child.once("close", resolve));
  assert.ok([0, 1].includes(status), said);
  return JSON.parse(readFileSync(join(out, "report.json"), "utf8")).sites[0];
}

const STORED = `(async () => [
  ...Object.getOwnPropertyDescriptor(Document.prototype, "cookie").get.call(document).split("; ").map((pair) => pair.split("=")[0]),
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(({ name }) => name)]
  .filter((name) => name && !name.startsWith("consentry")))()`;
const reached = () => new Set(web.requests.map(({ host }) => host));
const hostsOf = (...categories) => new Set(services.filter(({ category }) => categories.includes(category)).map(({ host }) => host));
const missing = (category) => services.filter((each) => each.category === category).flatMap(({ host, ways }) => {
  const seen = new Set(web.requests.filter((each) => each.host === host).map(({ way }) => way));
  return ways.filter((way) => !seen.has(way)).map((way) => `${host}/${way}`);
});
// What must happen is given this long.
const LONGEST_WAIT_MS = 8000;
async function until(done) {
  for (const end = Date.now() + LONGEST_WAIT_MS; !done() && Date.now() < end; ) await setTimeout(20);
}

const ABOVE_INFO = ["breach", "likely-breach", "risk"];
const faults = ({ findings }) => findings.filter(({ verdict }) => ABOVE_INFO.includes(verdict))
  .map(({ rule, phase, verdict, summary }) => `${rule} ${phase} ${verdict}: ${summary}`);

test("before a choice, after a refusal and after one category only what was chosen is reached, in every way", async (t) => {
  const tab = await browser.openPage();
  web.forget();
  await tab.go(ORIGIN + "/");
  await tab.evaluate(SETTLE);
  assert.deepEqual(web.requests, []);
  assert.deepEqual(await tab.evaluate(STORED), []);

  await tab.evaluate(clickLabel("Reject all"));
  await tab.go(ORIGIN + "/");
  await tab.evaluate(SETTLE);
  assert.deepEqual(web.requests, []);
  assert.deepEqual(await tab.evaluate(STORED), []);

  for (const category of CATEGORIES) {
    await tab.evaluate("void consentry.set([])");
    await tab.go(ORIGIN + "/");
    web.forget();
    const again = tab.nextLoad();
    await tab.evaluate(`void consentry.set(["${category}"])`);
    await again;
    await until(() => missing(category).length === 0);
    await tab.evaluate(SETTLE);
    assert.deepEqual(reached(), hostsOf(category));
    assert.deepEqual(missing(category), []);
    const declared = services.filter((each) => each.category === category).flatMap(({ stores }) => stores.map((name) => name.replace("*", "x1")));
    const stored = await tab.evaluate(STORED);
    assert.deepEqual(declared.filter((name) => !stored.includes(name)), []);
  }

  web.forget();
  const fresh = tab.nextLoad();
  await tab.evaluate("void consentry.withdraw()");
  await fresh;
  await tab.evaluate(SETTLE);
  assert.deepEqual(web.requests, []);
  assert.deepEqual(await tab.evaluate(STORED), []);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("a scan finds nothing above 'info' before a choice, after a refusal and under the signal, and no third party saw a request", async () => {
  web.forget();
  const site = await scan("before,refuse,gpc");
  assert.equal(site.status, "measured");
  assert.deepEqual(web.requests, []);
  assert.deepEqual(site.third_parties, []);
  assert.deepEqual(faults(site), []);
});

test("a scan finds nothing above 'info' after accepting and after withdrawing, and from then on no third party saw a request", async () => {
  web.forget();
  const site = await scan("accept,withdraw");
  assert.equal(site.status, "measured");
  const { at } = web.consents.findLast(({ event }) => event === "withdraw");
  assert.deepEqual(web.requests.filter((each) => each.at > at), []);
  assert.deepEqual(reached(), hostsOf(...CATEGORIES));
  assert.deepEqual(site.third_parties.filter(({ requests }) => requests.before), []);
  assert.deepEqual(faults(site), []);
  for (const rule of ["ACC-04", "WDR-01", "WDR-02", "WDR-03", "WDR-04", "WDR-05"])
    assert.ok(site.findings.some((each) => each.rule === rule && each.verdict === "pass"), rule);
});
