// SPDX-License-Identifier: Apache-2.0
// The declaration in a page of the site's own: as the server tells it, with the visitor's present choice and a button.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { shadow, startBrowser } from "./browser.mjs";
import { root, serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

const table = (category, heading, name) => ({
  category, heading, description: `About ${heading}.`,
  rows: [["Name", "Provider"], [name, "Counter Inc"]],
});
const declaration = {
  text: {
    language: "en", title: "Cookies and storage", updated: "Last updated: November 22, 2026", change: "Privacy choice",
    tables: [table("statistics", "Statistics", "<b>_count"), table("unknown", "Not known", "zzz")], notes: ["* A note."],
  },
};
const element = 'document.querySelector("[data-consent-declaration]")';
const filled = `new Promise((done) => { const look = () => ${element}.querySelector("table") ? done(true) : setTimeout(look, 20); look(); })`;

async function open(config = {}, lang = "en", told = declaration) {
  serve(web, { config, lang, body: '<div data-consent-declaration></div><script src="/d/shop.js" async></script>' });
  web.pages.set("/d/shop.js", { type: "text/javascript", body: readFileSync(join(root, "build/assets/tag/declaration.js"), "utf8") });
  web.pages.set("/d/shop.json", { type: "application/json", body: JSON.stringify(told) });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  await tab.evaluate(filled);
  return tab;
}

test("fills the element, in the language of the page, and no name becomes markup", async () => {
  const tab = await open();
  assert.equal(await tab.evaluate(`${element}.querySelector("h2").textContent`), "Cookies and storage");
  assert.equal(await tab.evaluate(`${element}.querySelector("td").textContent`), "<b>_count");
  assert.equal(await tab.evaluate(`${element}.querySelectorAll("td b").length`), 0);
  assert.ok(web.requests.some(({ url }) => url.endsWith("/d/shop.json?lang=en")));
  await tab.close();
});

test("asks for the page's whole language, and is written in the direction of what it gets", async () => {
  const tab = await open({}, "zh-TW", { text: { ...declaration.text, language: "ar" } });
  assert.ok(web.requests.some(({ url }) => url.endsWith("/d/shop.json?lang=zh-TW")));
  assert.deepEqual(await tab.evaluate(`[${element}.lang, ${element}.dir]`), ["ar", "rtl"]);
  await tab.close();
});

test("shows the present choice, follows it, and opens the settings", async () => {
  const tab = await open({ autoblock: "strict" });
  const box = `${element}.querySelector("input")`;
  assert.equal(await tab.evaluate(`${element}.querySelectorAll("input").length`), 1);
  assert.deepEqual(await tab.evaluate(`[${box}.checked, ${box}.disabled, ${box}.getAttribute("aria-label")]`), [false, true, "Statistics"]);
  await tab.evaluate(`${element}.querySelector("button").click()`);
  await tab.evaluate(`new Promise((done) => { const look = () => ${shadow}.querySelector(".p[open]") ? done(true) : setTimeout(look, 20); look(); })`);
  await tab.evaluate(`consentry.set(["statistics"])`);
  assert.equal(await tab.evaluate(`${box}.checked`), true);
  await tab.close();
});
