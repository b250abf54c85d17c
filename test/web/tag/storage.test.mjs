// SPDX-License-Identifier: Apache-2.0
// Where a choice is kept when cookies are not, and that nobody waits for storage who has cookies.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clickLabel, shadow, startBrowser } from "./browser.mjs";
import { serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

const REFUSES_COOKIES = `Object.defineProperty(Document.prototype, "cookie", { configurable: true, get: () => "", set() {} });
Object.defineProperty(Navigator.prototype, "cookieEnabled", { get: () => false });`;
const NOTES_READS = `window.reads = []; const read = Storage.prototype.getItem;
Storage.prototype.getItem = function (name) { reads.push(document.readyState); return read.call(this, name) };`;

for (const [where, config, script] of [
  ["the browser refuses cookies", {}, REFUSES_COOKIES],
  ["the site's cookie domain is not the page's", { cookieDomain: "other.example" }, ""],
]) {
  test(`a choice lasts over a reload where ${where}`, async () => {
    serve(web, { config });
    const tab = await browser.openPage({ before: script });
    await tab.go(web.site + "/");
    await tab.evaluate(clickLabel("Reject all"));
    await tab.go(web.site + "/");
    assert.equal(await tab.evaluate(`${shadow}.querySelector("dialog")`), null);
    assert.equal(await tab.evaluate("consentry.state.decided"), true);
    await tab.close();
  });
}

test("a choice lasts in a frame that is told that cookies are enabled, and has none", async () => {
  serve(web, {});
  web.pages.set("/outer", { body: "<!doctype html><title>Outer</title><iframe src='/' title='f'></iframe>" });
  const tab = await browser.openPage({ before: `Object.defineProperty(Document.prototype, "cookie", { configurable: true, get: () => "", set() {} });` });
  const inner = "document.querySelector('iframe').contentWindow";
  await tab.go(web.site + "/outer");
  assert.equal(await tab.evaluate("navigator.cookieEnabled"), true);
  assert.equal(await tab.evaluate(`${inner}.consentry.state.decided`), false);
  await tab.evaluate(`${inner}.consentry.set(["statistics"])`);
  await tab.go(web.site + "/outer");
  assert.deepEqual(await tab.evaluate(`${inner}.consentry.state.granted`), ["statistics"]);
  assert.equal(await tab.evaluate("'consentry' in localStorage"), true);
  await tab.close();
});

for (const [years, decided] of [[5, false], [-5, false], [0.3, true]]) {
  test(`a choice made by a clock ${years} years ahead ${decided ? "holds" : "is asked for again"}`, async () => {
    serve(web, {});
    const tab = await browser.openPage();
    await tab.go(web.site + "/");
    await tab.evaluate("consentry.acceptAll()");
    await tab.evaluate(`document.cookie = "consentry=" + document.cookie.match(/consentry=([^;]*)/)[1].split("~")
      .map((part, at) => at === 1 ? Math.round(Date.now() + ${years} * 31536e6).toString(36) : part).join("~") + ";path=/"`);
    await tab.go(web.site + "/");
    assert.equal(await tab.evaluate("consentry.state.decided"), decided);
    await tab.close();
  });
}

test("reads no storage before the page has loaded where cookies are kept", async () => {
  serve(web, { config: { server: web.site } });
  const tab = await browser.openPage({ before: NOTES_READS });
  await tab.go(web.site + "/");
  await tab.until("reads.length > 0");
  assert.deepEqual(await tab.evaluate("[...new Set(reads)]"), ["complete"]);
  await tab.close();
});
