// SPDX-License-Identifier: Apache-2.0
// The shop at the end of `./dev demo`: it answers any browser on this machine, its third parties are the
// lab's, and everything ends with it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startDemoShop } from "./demo_shop.mjs";
import { startLab } from "./lab_process.mjs";
import { clickLabel, startBrowser } from "../web/tag/browser.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "consentry-shop-"));
let lab;
let shop;
let browser;

before(async () => {
  const labDir = join(folder, "lab");
  lab = await startLab({ program, dir: labDir, sites: 1, seed: 1 });
  shop = await startDemoShop({ program, folder: join(folder, "shop"), lab: lab.address, labDir });
  browser = await startBrowser();
});
after(async () => {
  await browser?.stop();
  await shop?.stop();
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const asked = (path, host) => new Promise((resolve, reject) => {
  const { port } = new URL(shop.address);
  request({ host: "127.0.0.1", port, path, headers: host ? { host: `${host}.localhost:${port}` } : {} }, (answer) => {
    let body = "";
    answer.on("data", (chunk) => (body += chunk));
    answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
  }).on("error", reject).end();
});
const seen = async () => JSON.parse((await asked("/seen.json")).body).hosts.map(([host]) => host);
const settle = "new Promise((done) => setTimeout(done, 500))";

test("third parties answer under their names with .localhost, and send nobody to the real ones", async () => {
  const script = await asked("/gtag/js?id=G-7KQ2MX41ZD", "www.googletagmanager.com");
  assert.equal(script.status, 200);
  assert.match(script.body, /http:\/\/www\.google-analytics\.com\.localhost:\d+\//);
  assert.doesNotMatch(script.body, /https:\/\//);
  for (const path of ["/", "/about.html", "/privacy.html"]) {
    const page = await asked(path);
    assert.equal(page.status, 200);
    assert.match(page.body, /<script src="http:\/\/localhost:\d+\/t\/demo-shop\.js"><\/script>/);
    assert.doesNotMatch(page.body, /https:\/\/|\{\{/);
  }
});

test("nothing is heard of a visitor before and after refusing, and everybody hears after accepting", async () => {
  const tab = await browser.openPage();
  await tab.evaluate(settle);
  const before = await seen();
  await tab.go(shop.address);
  await tab.evaluate(settle);
  assert.deepEqual(await seen(), before);
  await tab.evaluate(clickLabel("Reject all"));
  await tab.go(shop.address);
  await tab.evaluate(settle);
  assert.deepEqual(await seen(), before);
  const again = tab.nextLoad();
  await tab.evaluate("void consentry.acceptAll()");
  await again;
  await tab.until(`document.getElementById("rows").children.length >= 15`);
  const heard = await seen();
  for (const host of ["www.google-analytics.com", "www.facebook.com", "hub.mirovante.example", "www.youtube-nocookie.com", "tile.openstreetmap.org"])
    assert.ok(heard.includes(host), host);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});
