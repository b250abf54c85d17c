// SPDX-License-Identifier: Apache-2.0
// Languages that pages and browsers call by names with which no text begins.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { shadow, startBrowser } from "./browser.mjs";
import { bundles, publishSite, serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

const ALL = ["en", "zh-Hans", "zh-Hant", "sr-Latn", "sr-Cyrl", "nb", "nn", "fil", "pt"];
const CHINESE = { "zh-CN": "zh-Hans", "zh-cn": "zh-Hans", zh: "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-hk": "zh-Hant",
  "zh-hant": "zh-Hant", "zh-Hant-TW": "zh-Hant" };
const OTHERS = { sr: "sr-Cyrl", "sr-RS": "sr-Cyrl", "sr-ME": "sr-Latn", "sr-latn-RS": "sr-Latn", no: "nb", "no-NO": "nb", nn: "nn",
  tl: "fil", "tl-PH": "fil", "pt-BR": "pt", tlh: "en", nox: "en", srx: "en" };

async function languageOf(lang, languages) {
  serve(web, { lang, config: { languages, services: [] } });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  return tab.evaluate(`document.querySelector("consentry-banner").lang`);
}

test("are served by the texts that fit", async () => {
  for (const [lang, expected] of Object.entries({ ...CHINESE, ...OTHERS })) assert.equal(await languageOf(lang, ALL), expected, lang);
});

test("are served by their neighbour where a site has no other", async () => {
  const few = { "zh-CN": "zh-Hant", "zh-TW": "zh-Hant", sr: "sr-Latn", "sr-ME": "sr-Latn", no: "nn" };
  for (const [lang, expected] of Object.entries(few)) assert.equal(await languageOf(lang, ["en", "zh-Hant", "sr-Latn", "nn"]), expected, lang);
});

test("have their settings in that language too", async () => {
  serve(web, { lang: "zh-TW", config: { languages: ["en", "zh-Hant"] } });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  await tab.evaluate("consentry.open()");
  assert.match(await tab.evaluate(`${shadow}.textContent`), /\p{Script=Han}/u);
});

test("cost sites without such a language nothing", () => {
  for (const languages of [["en"], ["en", "nl", "he"], ["zh-Hans"]]) {
    const script = publishSite({ languages }).files["shop.js"];
    assert.ok(script.endsWith(bundles.core + "}\n"), `${languages}`);
    assert.ok(!script.includes('"a":'), `${languages}`);
  }
});
