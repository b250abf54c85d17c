// SPDX-License-Identifier: Apache-2.0
// With scripts off, in a real browser: nothing that is marked loads, and the question can be answered by a
// form whose choice is kept, shown and part of the log.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startBrowser } from "../web/tag/browser.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "consentry-scriptless-"));
const data = join(folder, "data");
const run = (...words) => spawnSync(program, [...words, "--data", data], { encoding: "utf8" });
let server;
let browser;
let address;

async function serve() {
  server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", data], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const port = /ready on http:\S+:(\d+)/.exec(line)?.[1];
    if (port) return `http://shop.example:${port}`;
  }
  throw new Error("the server did not start");
}

before(async () => {
  // The server is the site here, so its address is only known once it runs.
  address = await serve();
  writeFileSync(join(folder, "shop.json"), JSON.stringify({
    site: "shop", owner: "Corner Shop", privacy: "/privacy", server: address, languages: ["en", "el"], categories: ["necessary", "statistics", "marketing"],
    services: [{ id: "counter", category: "statistics", stores: ["_count"] }],
  }));
  assert.equal(run("site", "add", address, "--config", join(folder, "shop.json")).status, 0);
  const published = run("site", "publish", "shop", "--no-pictures");
  assert.match(published.stderr, new RegExp(`<noscript><a href="${address}/t/shop.html">Privacy choice</a></noscript>`));
  browser = await startBrowser();
});
after(async () => {
  await browser?.stop();
  server?.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

async function openForm(name, looks) {
  const tab = await browser.openPage({ width: 390, height: 844, ...looks });
  await tab.ask("Emulation.setScriptExecutionDisabled", { value: true });
  // The server sees a new publication within a second.
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    await tab.go(`${address}/t/${name}`);
    if (await tab.evaluate("document.forms.length")) return tab;
  }
  throw new Error("no form");
}

test("a choice is made, kept and shown without a script, and the tag knows it once scripts are on", async () => {
  const tab = await openForm("shop.html");
  assert.equal(await tab.evaluate("document.querySelectorAll('script').length"), 0);
  assert.equal(await tab.evaluate("document.documentElement.scrollWidth > innerWidth"), false);
  assert.equal(await tab.evaluate("document.querySelectorAll(':checked').length"), 0, "nothing is ticked beforehand");
  const answered = tab.nextLoad();
  await tab.evaluate(`document.querySelector("[name=purpose-statistics]").click(); document.querySelector("[value=save]").click()`);
  await answered;
  assert.match(await tab.evaluate("document.body.innerText"), /Chose single purposes[^]*statistics/);
  const id = await tab.evaluate(`document.getElementById("id").value`);
  const cookies = (await tab.ask("Network.getCookies")).cookies.filter(({ name }) => name === "consentry");
  assert.ok(cookies[0].value.endsWith(`~${id}~statistics`), cookies[0].value);
  const verified = run("ledger", "verify");
  assert.equal(verified.status, 0, verified.stderr);
  await tab.close();
});

test("the form speaks the site's languages", async () => {
  const tab = await openForm("shop.el.html", { scheme: "dark" });
  assert.equal(await tab.evaluate("document.documentElement.lang"), "el");
  assert.equal(await tab.evaluate(`document.querySelector("[hreflang=en]").getAttribute("href")`), "shop.en.html");
  await tab.close();
});
