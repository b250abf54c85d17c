// SPDX-License-Identifier: Apache-2.0
// Eighteen ways in which a page that nobody edited loads or stores: all stopped before consent, also
// after a refusal and a reload, and every one of them there after consent.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clickLabel, startBrowser } from "./browser.mjs";
import { serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

const NETWORK = ["static.js", "dynamic.js", "static.svg", "frame.html", "static.css", "prefetch.js", "preload.js",
  "background.svg", "inner.svg", "image.svg", "fetch.json", "xhr.json", "beacon.json", "socket", "module.js"];
// Ways beyond the eighteen of the comparison.
const MORE = ["worker.js", "written.svg", "events.json"];

function page() {
  const at = (name) => `http://${web.third}/${name}`;
  return {
    inline: true,
    config: { autoblock: "strict" },
    head: `<script src="${at("static.js")}"></script>
<link rel="stylesheet" href="${at("static.css")}"><link rel="prefetch" href="${at("prefetch.js")}">
<link rel="preload" as="script" href="${at("preload.js")}">
<style>body{background:url(${at("background.svg")})}</style>`,
    body: `<img src="${at("static.svg")}" alt=""><iframe src="${at("frame.html")}" title="f"></iframe><div id="d"></div>
<script>
window.image = new Image(); image.src = "${at("image.svg")}";
d.innerHTML = '<img src="${at("inner.svg")}" alt="">';
document.write('<img src="${at("written.svg")}" alt="">');
document.head.append(Object.assign(document.createElement("script"), { src: "${at("dynamic.js")}" }));
fetch("${at("fetch.json")}").catch(() => {});
const x = new XMLHttpRequest(); x.open("GET", "${at("xhr.json")}"); try { x.send(); } catch {}
navigator.sendBeacon("${at("beacon.json")}");
try { new WebSocket("ws://${web.third}/socket"); } catch {}
try { new EventSource("${at("events.json")}"); } catch {}
import("${at("module.js")}").catch(() => {});
try { new Worker(URL.createObjectURL(new Blob(['importScripts("${at("worker.js")}")']))); } catch {}
document.cookie = "_track=1; path=/; max-age=3600";
localStorage.setItem("_track", "1"); localStorage._other = "1";
indexedDB.open("_track");
</script>`,
  };
}

const storedNames = `document.cookie + "|" + Object.keys(localStorage) + "|"`;
const seen = () => web.thirdParties().map(({ path }) => path.slice(1));
const STORED = `(async () => ({
  cookie: Object.getOwnPropertyDescriptor(Document.prototype, "cookie").get.call(document).split("; ").map((pair) => pair.split("=")[0])
    .filter((name) => name && name !== "consentry"),
  local: Object.keys(localStorage), databases: (await indexedDB.databases()).map(({ name }) => name) }))()`;
const settle = "new Promise((done) => setTimeout(done, 300))";

for (const inline of [true, false]) test(`stops all ways before a choice and after a refusal, loses none after consent (${inline ? "inline" : "file"})`, async () => {
  web.forget();
  serve(web, { ...page(), inline });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  await tab.evaluate(settle);
  assert.deepEqual(seen(), []);
  assert.deepEqual(await tab.evaluate(STORED), { cookie: [], local: [], databases: [] });
  assert.match(await tab.evaluate(storedNames), /_track=1/, "the page reads back what it wrote");

  await tab.evaluate(clickLabel("Reject all"));
  await tab.go(web.site + "/");
  await tab.evaluate(settle);
  assert.deepEqual(seen(), []);
  assert.deepEqual(await tab.evaluate(STORED), { cookie: [], local: [], databases: [] });

  const again = tab.nextLoad();
  await tab.evaluate("void consentry.acceptAll()");
  await again;
  await tab.evaluate(settle);
  const there = new Set(seen());
  assert.deepEqual([...NETWORK, ...MORE].filter((name) => !there.has(name)), []);
  assert.deepEqual(await tab.evaluate(STORED), { cookie: ["_track"], local: ["_track", "_other"], databases: ["_track"] });
  await tab.close();
});

test("lets only the hosts of what was granted pass", async () => {
  web.forget();
  serve(web, page());
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  const again = tab.nextLoad();
  await tab.evaluate("void consentry.set(['statistics'])");
  await again;
  await tab.evaluate(`fetch("http://ads.example:${web.port}/a.json").catch(() => {})`);
  const hosts = new Set(web.thirdParties().map(({ host }) => host));
  assert.deepEqual([...hosts], ["third.example"]);
  await tab.close();
});

test("writes what was held, in place, when nothing else was stopped", async () => {
  serve(web, { inline: true, config: { autoblock: "strict" }, body: "<script>document.cookie = '_count1=7; path=/'; localStorage.setItem('counted', 'x')</script>" });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  assert.deepEqual((await tab.evaluate(STORED)).cookie, []);
  await tab.evaluate("window.stays = 1; consentry.set(['statistics'])");
  await tab.evaluate(settle);
  assert.equal(await tab.evaluate("window.stays"), 1);
  assert.deepEqual(await tab.evaluate(STORED), { cookie: ["_count1"], local: ["counted"], databases: [] });
  await tab.close();
});

test("loads what is marked, too, though nothing else had been stopped", async () => {
  const at = (name) => `http://${web.third}/${name}`;
  serve(web, { config: { autoblock: "strict" }, body: `<iframe data-consent="counter" data-consent-src="${at("frame.html")}" title="f"></iframe>
<img data-consent="counter" data-consent-src="${at("image.svg")}" alt="">` });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  for (const act of ["void consentry.set(['statistics'])", "location.reload()"]) {
    web.forget();
    const again = tab.nextLoad();
    await tab.evaluate(act);
    await again;
    await tab.evaluate(settle);
    assert.deepEqual(seen().sort(), ["frame.html", "image.svg"]);
  }
  await tab.close();
});
