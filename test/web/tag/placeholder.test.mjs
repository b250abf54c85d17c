// SPDX-License-Identifier: Apache-2.0
// Placeholders of embedded videos, maps and posts: nothing loads, nothing moves, one click loads it this
// time or always.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { bundles, root, serve, translations } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));
beforeEach(() => web.forget());

const settle = "new Promise((done) => setTimeout(done, 300))";
const seen = () => web.thirdParties().map(({ path }) => path.slice(1)).sort();
const inside = `document.querySelector("iframe").contentDocument`;
const press = (at) => `${inside}.querySelectorAll("button")[${at}].click()`;

function page({ strict = false, body, lang = "en" } = {}) {
  const services = [
    { id: "tube", name: "Tube", category: "media", hosts: ["third.example"], placeholder: true },
    { id: "ads", category: "media", hosts: ["ads.example"] },
  ];
  serve(web, { lang, body, config: { categories: ["necessary", "media"], languages: ["en", "el", "fa"], services, ...(strict ? { autoblock: "strict" } : {}) } });
}
const marked = () => `<iframe data-consent="tube" data-consent-src="http://${web.third}/film.html" title="Our film" width="400" height="300"></iframe>`;
const plain = () => `<iframe src="http://${web.third}/film.html" title="Our film" width="400" height="300"></iframe>`;

async function open(options) {
  page(options);
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  await tab.until(`${inside}.querySelectorAll("button").length === 2`);
  assert.deepEqual(seen(), []);
  return tab;
}

for (const [name, strict, frame] of [["marked", false, marked], ["marked, autoblock", true, marked], ["not marked, autoblock", true, plain]]) {
  test(`${name}: stands in the frame's own place and loads it once, and not the next time`, async () => {
    const tab = await open({ strict, body: frame() });
    const box = `JSON.stringify(document.querySelector("iframe").getBoundingClientRect())`;
    const place = await tab.evaluate(box);
    assert.deepEqual(JSON.parse(place).width, 404);
    const again = strict ? tab.nextLoad() : undefined;
    await tab.evaluate(press(0));
    await again;
    await tab.evaluate(settle);
    assert.deepEqual(seen(), ["film.html"]);
    assert.equal(await tab.evaluate(box), place);
    assert.equal(await tab.evaluate("consentry.state.decided"), false, "loading once is no consent");
    web.forget();
    await tab.go(web.site + "/");
    await tab.evaluate(settle);
    assert.deepEqual(seen(), []);
    assert.deepEqual(tab.exceptions, []);
    await tab.close();
  });

  test(`${name}: loads always after the second button, and only that service`, async () => {
    const tab = await open({ strict, body: frame() + `<img data-consent="ads" data-consent-src="http://ads.example:${web.port}/a.svg" alt="">` });
    const again = strict ? tab.nextLoad() : undefined;
    await tab.evaluate(press(1));
    await again;
    await tab.evaluate(settle);
    assert.deepEqual(seen(), ["film.html"]);
    assert.deepEqual(await tab.evaluate("consentry.state.granted"), ["tube"]);
    web.forget();
    await tab.go(web.site + "/");
    await tab.evaluate(settle);
    assert.deepEqual(seen(), ["film.html"]);
    await tab.close();
  });
}

test("a post keeps its text, and the buttons under it go when it loads", async () => {
  const post = `<blockquote data-consent="tube"><p>What we said.</p></blockquote>
<script type="text/plain" data-consent="tube" src="http://${web.third}/post.js"></script>`;
  const tab = await open({ body: post });
  assert.equal(await tab.evaluate(`document.querySelector("blockquote").innerText`), "What we said.");
  await tab.evaluate(press(0));
  await tab.until("window.ran?.length === 1");
  assert.equal(await tab.evaluate(`document.querySelector("iframe")`), null);
  await tab.close();
});

test("speaks the banner's language, can be used by keyboard, and axe finds nothing", async () => {
  const tab = await open({ body: marked(), lang: "el" });
  assert.match(await tab.evaluate(`${inside}.body.innerText`), /Φόρτωση μία φορά/);
  assert.equal(await tab.evaluate(`${inside}.documentElement.lang`), "el");
  assert.doesNotMatch(await tab.evaluate(`${inside}.body.innerText`), /[{}]/);
  await tab.evaluate(axe);
  assert.deepEqual(await tab.evaluate(`axe.run({ include: [["iframe"]] }).then(({ violations }) => violations.map(({ id }) => id))`), []);
  const small = await tab.evaluate(`[...${inside}.querySelectorAll("button")].filter((each) => each.getBoundingClientRect().height < 24).length`);
  assert.equal(small, 0);
  await tab.close();
});

test("is written from right to left where the language is", async () => {
  const tab = await open({ body: marked(), lang: "fa" });
  assert.deepEqual(await tab.evaluate(`[${inside}.documentElement.lang, ${inside}.documentElement.dir]`), ["fa", "rtl"]);
  await tab.close();
});

test("every language of the tag has its texts", () => {
  const own = bundles.placeholderTexts;
  assert.deepEqual(Object.keys(own).sort(), Object.keys(translations).sort());
  for (const [tag, texts] of Object.entries(own)) {
    assert.ok(translations[tag], tag);
    assert.equal(texts.length, 3);
    assert.ok(texts[0].includes("{name}") && texts[2].includes("{name}") && texts[1].trim(), tag);
  }
});
