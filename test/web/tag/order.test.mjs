// SPDX-License-Identifier: Apache-2.0
// Released scripts behave as the parser would have made them: fetched side by side, run in the order that the
// page declares; and other elements load as if they had stood there.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { clickLabel, startBrowser } from "./browser.mjs";
import { serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));
beforeEach(() => web.forget());

const SLOW_MS = 150;
const src = (name, wait = 0) => `http://${web.third}/${name}.js?n=${name}&wait=${wait}`;
const script = (name, { wait = 0, more = "" } = {}) =>
  `<script type="text/plain" data-consent="statistics" src="${src(name, wait)}" ${more}></script>`;
const inline = (name, more = "") => `<script type="text/plain" data-consent="statistics" ${more}>ran.push("${name}")</script>`;

async function open(body, head = "<script>window.ran = []</script>") {
  serve(web, { body, head });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  return tab;
}

/** Names in the order in which they ran, once all `count` have. */
async function ran(tab, count) {
  await tab.until(`ran.length === ${count}`);
  return tab.evaluate("ran");
}

const MIXED = () => [
  script("slow", { wait: SLOW_MS }), inline("inline"), script("fast"), script("late", { more: "defer" }),
  inline("module", 'data-consent-type="module"'), script("last"), script("free", { more: "async", wait: 2 * SLOW_MS }), inline("end"),
].join("");
const IN_ORDER = ["slow", "inline", "fast", "last", "end", "late", "module"];

test("after accepting: markup order for what has no async, deferred ones and modules last, async whenever it is there", async () => {
  const tab = await open(MIXED());
  await tab.evaluate(clickLabel("Accept all"));
  const all = await ran(tab, 8);
  assert.deepEqual(all.filter((name) => name !== "free"), IN_ORDER);
  assert.equal(all.at(-1), "free");
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("on the next page the same order, and what is deferred waits for the parser", async () => {
  const tab = await open(MIXED() + "<script>ran.push(document.readyState)</script>");
  await tab.evaluate("consentry.acceptAll()");
  await ran(tab, 9);
  await tab.go(web.site + "/");
  const all = (await ran(tab, 9)).filter((name) => name !== "free");
  assert.deepEqual(all.filter((name) => name !== "loading"), IN_ORDER);
  assert.ok(all.indexOf("loading") < all.indexOf("late"));
  await tab.close();
});

test("twenty scripts of a slow host are fetched side by side, and run in order", async (t) => {
  const names = Array.from({ length: 20 }, (_, at) => "s" + at);
  const tab = await open(names.map((name) => script(name, { wait: SLOW_MS })).join(""));
  const started = Date.now();
  await tab.evaluate(clickLabel("Accept all"));
  assert.deepEqual(await ran(tab, 20), names);
  t.diagnostic(`${Date.now() - started} ms`);
  // One after the other they take twenty times the wait; a browser has six connections to a host.
  assert.ok(Date.now() - started < 12 * SLOW_MS);
  await tab.close();
});

test("a script that cannot be had keeps none of the others back, and its own onload and onerror are called", async () => {
  const tab = await open(
    `<script type="text/plain" data-consent="statistics" src="http://${web.third}/missing" onerror="ran.push('error')"></script>` +
      script("there", { more: `onload="ran.push('load')"` }) + inline("inline"));
  await tab.evaluate(clickLabel("Accept all"));
  assert.deepEqual(await ran(tab, 4), ["error", "there", "load", "inline"]);
  await tab.close();
});

test("sources of videos and pictures, sheets, objects and embeds load when they are released", async () => {
  const at = (name) => `http://${web.third}/${name}`;
  const tab = await open(`
<video data-consent="statistics" data-consent-src="${at("video.svg")}" data-consent-poster="${at("poster.svg")}"></video>
<video><source data-consent="statistics" data-consent-src="${at("source.svg")}" type="video/mp4"></video>
<audio data-consent="statistics" data-consent-src="${at("audio.svg")}" preload="auto"></audio>
<picture><source data-consent="statistics" data-consent-srcset="${at("set.svg")}"><img src="/own.svg" alt=""></picture>
<object data-consent="statistics" data-consent-data="${at("object.svg")}" type="image/svg+xml"></object>
<embed data-consent="statistics" data-consent-src="${at("embed.html")}">
<link data-consent="statistics" rel="stylesheet" data-consent-href="${at("sheet.css")}">`);
  const wanted = ["audio.svg", "embed.html", "object.svg", "poster.svg", "set.svg", "sheet.css", "source.svg", "video.svg"];
  const seen = () => [...new Set(web.thirdParties().map(({ path }) => path.slice(1)))].sort();
  assert.deepEqual(seen(), []);
  await tab.evaluate(clickLabel("Accept all"));
  await tab.until("getComputedStyle(document.body).getPropertyValue('--loaded') === '1'");
  for (const end = Date.now() + 5000; seen().length < wanted.length && Date.now() < end; ) await tab.evaluate("new Promise((done) => setTimeout(done, 20))");
  assert.deepEqual(seen(), wanted);
  await tab.close();
});
