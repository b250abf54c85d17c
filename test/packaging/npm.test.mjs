// SPDX-License-Identifier: Apache-2.0
// The npm package can be packed, its types and examples hold, and its bindings follow the tag.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { clickLabel, startBrowser } from "../web/tag/browser.mjs";
import { root, serve } from "../web/tag/published.mjs";
import { startWeb } from "../web/tag/web_server.mjs";

const home = join(root, "packaging/npm");
let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

test("npm packs every file that the package exports", () => {
  const cache = mkdtempSync(join(tmpdir(), "pack-"));
  const [{ files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--cache", cache], { cwd: home, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  rmSync(cache, { recursive: true, force: true });
  const names = files.map(({ path }) => path);
  const { exports } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  for (const { types, default: code } of Object.values(exports))
    for (const each of [types, code]) assert.ok(names.includes(each.slice(2)), `${each} of ${names}`);
  for (const name of ["plain.html", "react.tsx", "vue.ts"]) assert.ok(names.includes(`examples/${name}`));
});

test("types and examples pass the compiler, and a wrong call does not", () => {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const run = spawnSync(process.execPath, [compiler, "-p", join(root, "test/packaging/npm")], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stdout);
});

test("every function that the types name is there, and nothing else", async () => {
  const typed = [...readFileSync(join(home, "index.d.ts"), "utf8").matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(Object.keys(await import(join(home, "index.js"))).sort(), typed.sort());
});

test("without a window nothing is decided, granted or thrown", async () => {
  const { allowed, loadTag, onChange, state } = await import(join(home, "index.js"));
  assert.equal(allowed("statistics"), false);
  assert.deepEqual(state().granted, []);
  onChange(() => {})();
  await loadTag("https://consent.example/t/shop.js");
});

async function bundle(contents, loader = "js") {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: root }, bundle: true, write: false, format: "iife", jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    alias: { "@consentry/tag/react": join(home, "react.js"), "@consentry/tag": join(home, "index.js") },
  });
  return outputFiles[0].text;
}

async function open(body) {
  serve(web, { body });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  return tab;
}

test("a plain script hears of the choice, and asks, changes and withdraws", async () => {
  const code = await bundle(`import * as tag from "@consentry/tag"; window.tag = tag; window.heard = [];
    tag.onChange(({ granted }, event) => heard.push([event ?? "ready", granted])); tag.when("counter").then(() => (window.counted = true));`);
  const tab = await open(`<script>${code}</script>`);
  await tab.evaluate(clickLabel("Accept all"));
  await tab.until("window.counted && heard.length === 2");
  assert.deepEqual(await tab.evaluate("heard"), [["ready", []], ["accept_all", ["statistics", "marketing", "counter", "adnet"].filter((each) => each === "statistics" || each === "marketing")]]);
  assert.equal(await tab.evaluate("tag.state() === tag.state() && tag.allowed('adnet')"), true);
  const loaded = tab.nextLoad();
  await tab.evaluate("tag.grant(['statistics'])");
  await loaded;
  assert.deepEqual(await tab.evaluate("tag.state().granted"), ["statistics"]);
  await tab.close();
});

test("an application that puts the tag into the page itself hears of it too", async () => {
  serve(web, {});
  const code = await bundle(`import * as tag from "@consentry/tag"; window.tag = tag; window.heard = [];
    tag.onChange(() => heard.push("ready"));`);
  web.pages.set("/late", { body: `<!doctype html><title>Late</title><body><script>${code}</script>` });
  const tab = await browser.openPage();
  await tab.go(web.site + "/late");
  assert.equal(await tab.evaluate("tag.state().decided"), false);
  await tab.evaluate("tag.loadTag('/t/shop.js')");
  await tab.until("heard.length === 1 && window.consentry");
  assert.match(await tab.evaluate("tag.loadTag('/t/none.js').then(() => 'twice')"), /twice/);
  await tab.close();
});

test("React renders what is allowed, and again when that changes", { skip: !existsSync(join(root, "node_modules/react-dom")) }, async () => {
  const code = await bundle(`import { createRoot } from "react-dom/client"; import { Consented, useConsent } from "@consentry/tag/react";
    const App = () => <><output>{useConsent().granted.join()}</output><Consented to="counter" otherwise="ask"><b>film</b></Consented></>;
    createRoot(document.querySelector("#app")).render(<App />);`, "jsx");
  const tab = await open(`<div id="app"></div><script>${code}</script>`);
  await tab.until("document.querySelector('#app').innerText === 'ask'");
  await tab.evaluate("consentry.set(['statistics'])");
  await tab.until("document.querySelector('#app').innerText === 'statisticsfilm' || document.querySelector('#app b')?.innerText === 'film'");
  assert.equal(await tab.evaluate("document.querySelector('output').innerText"), "statistics");
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});
