// SPDX-License-Identifier: Apache-2.0
// The npm package can be packed, its types and examples hold, and its bindings follow the tag.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { clickLabel, startBrowser } from "../web/tag/browser.mjs";
import { root, serve } from "../web/tag/published.mjs";
import { startWeb } from "../web/tag/web_server.mjs";

const home = join(root, "packaging/npm");
const compiler = join(root, "node_modules/typescript/bin/tsc");
let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

// Packed and installed as its users do, without a network: what the tarball lacks, they lack.
function installed() {
  const project = mkdtempSync(join(tmpdir(), "user-of-the-package-"));
  const npm = (cwd, ...more) =>
    execFileSync("npm", [...more, "--offline", "--cache", join(project, "cache")], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [{ filename, files }] = JSON.parse(npm(home, "pack", "--json", "--pack-destination", project));
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
  npm(project, "install", "--no-audit", "--no-fund", "--legacy-peer-deps", `./${filename}`);
  for (const name of ["user.ts", "shims.d.ts"]) copyFileSync(join(root, "test/packaging/npm", name), join(project, name));
  return { project, names: files.map(({ path }) => path) };
}

test("npm packs every file that the package exports, and its licence", () => {
  const { project, names } = installed();
  rmSync(project, { recursive: true, force: true });
  const { exports } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  for (const { types, default: code } of Object.values(exports))
    for (const each of [types, code]) assert.ok(names.includes(each.slice(2)), `${each} of ${names}`);
  for (const name of ["LICENSE", "examples/plain.html", "examples/react.tsx", "examples/vue.ts"]) assert.ok(names.includes(name), name);
});

test("installed in an empty project it types window.consentry and the tag's events, and runs without a window", () => {
  const { project } = installed();
  try {
    for (const [module, more] of [["nodenext", []], ["esnext", ["--moduleResolution", "bundler"]]]) {
      const run = spawnSync(process.execPath, [compiler, "--strict", "--noEmit", "--types", "", "--lib", "es2022,dom", "--target", "es2022",
        "--module", module, ...more, "user.ts", "shims.d.ts"], { cwd: project, encoding: "utf8" });
      assert.equal(run.status, 0, `${module}: ${run.stdout}`);
    }
    const without = spawnSync(process.execPath, ["--input-type=module", "-e", 'import { state } from "@consentry/tag"; console.log(state().decided)'], { cwd: project, encoding: "utf8" });
    assert.equal(without.stdout, "false\n", without.stderr);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});

test("types and examples pass the compiler, and a wrong call does not", () => {
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

// Both frameworks warn of what differs from a server's rendering in their builds for development alone.
async function bundle(contents, loader = "js", mode = "production") {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: root }, bundle: true, write: false, format: "iife", jsx: "automatic",
    define: { "process.env.NODE_ENV": JSON.stringify(mode), __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true" },
    alias: { "@consentry/tag/react": join(home, "react.js"), "@consentry/tag/vue": join(home, "vue.js"), "@consentry/tag": join(home, "index.js") },
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

test("asked for twice before it is there, the tag is one script; one that could not be loaded may be asked for again", async () => {
  serve(web, {});
  const code = await bundle(`import * as tag from "@consentry/tag"; window.tag = tag;`);
  web.pages.set("/twice", { body: `<!doctype html><title>Twice</title><body><script>${code}</script>` });
  const tab = await browser.openPage();
  await tab.go(web.site + "/twice");
  assert.match(await tab.evaluate("tag.loadTag('http://127.0.0.1:1/none.js').catch(({ message }) => message)"), /no consent tag/);
  await tab.evaluate("Promise.all([tag.loadTag('/t/shop.js'), tag.loadTag('/t/shop.js')])");
  assert.equal(await tab.evaluate("document.querySelectorAll('script[src$=\"shop.js\"]').length"), 1);
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

test("React takes over what a server rendered, although the visitor has chosen", { skip: !existsSync(join(root, "node_modules/react-dom")) }, async () => {
  const app = `import { Consented, useConsent } from "@consentry/tag/react";
    const App = () => <><output>{useConsent().granted.join()}</output><Consented to="counter" otherwise="ask"><b>film</b></Consented></>;`;
  const code = await bundle(`import { hydrateRoot } from "react-dom/client"; ${app} window.faults = [];
    window.start = () => hydrateRoot(document.querySelector("#app"), <App />, { onRecoverableError: (fault) => faults.push(fault.message) });`, "jsx");
  const tab = await open(`<div id="app"><output></output>ask</div><script>${code}</script>`);
  await tab.evaluate("consentry.set(['statistics'])");
  await tab.evaluate("void start()");
  await tab.until("document.querySelector('#app b')?.innerText === 'film'");
  assert.deepEqual(await tab.evaluate("faults"), []);
  await tab.close();
});

const noVue = { skip: !existsSync(join(root, "node_modules/vue")) };
/** A service that needs consent, one that needs none, and what is granted. */
const vueApp = `import { defineComponent, h } from "vue"; import { useAllowed, useConsent } from "@consentry/tag/vue";
  export const App = defineComponent(() => {
    const consent = useConsent(), film = useAllowed("counter"), basket = useAllowed("basket");
    return () => h("main", [h("output", consent.value.granted.join()), film.value ? h("b", "film") : h("i", "ask"), basket.value && h("u", "basket")]);
  });`;

test("Vue renders what is allowed, and again when that changes", noVue, async () => {
  const code = await bundle(`${vueApp} import { createApp } from "vue";
    createApp(App).mount("#app"); window.first = document.querySelector("#app").innerText;`);
  const tab = await open(`<div id="app"></div><script>${code}</script>`);
  assert.match(await tab.evaluate("first"), /ask.*basket/s);
  await tab.evaluate("void consentry.set(['statistics'])");
  await tab.until("document.querySelector('#app b')?.innerText === 'film'");
  assert.equal(await tab.evaluate("document.querySelector('output').innerText"), "statistics");
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("Vue takes over what a server rendered, although the visitor has chosen", noVue, async () => {
  const server = await bundle(`${vueApp} import { createSSRApp } from "vue"; import { renderToString } from "vue/server-renderer";
    globalThis.rendered = renderToString(createSSRApp(App));`);
  (0, eval)(server);
  const html = await globalThis.rendered;
  assert.match(html, /<output><\/output><i>ask<\/i>/);
  const code = await bundle(`${vueApp} import { createSSRApp } from "vue"; window.faults = [];
    for (const kind of ["warn", "error"]) console[kind] = (...told) => faults.push(told.join(" "));
    window.start = () => void createSSRApp(App).mount("#app");`, "js", "development");
  const tab = await open(`<div id="app">${html}</div><script>${code}</script>`);
  await tab.evaluate("void consentry.set(['statistics'])");
  await tab.evaluate("start()");
  await tab.until("document.querySelector('#app b')?.innerText === 'film'");
  assert.equal(await tab.evaluate("document.querySelector('#app u')?.innerText"), "basket");
  assert.deepEqual(await tab.evaluate("faults"), []);
  await tab.close();
});
