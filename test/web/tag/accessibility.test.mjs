// SPDX-License-Identifier: Apache-2.0
// axe-core on banner and panel: every rule in all themes and layouts, light and dark, phone and desktop, both
// directions, text of twice the size; and what axe cannot see.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { shadow, startBrowser } from "./browser.mjs";
import { root, serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

const violations = `axe.run({ include: [["consentry-banner"]] }).then(({ violations, passes }) => ({
  found: violations.map(({ id, nodes }) => id + " " + nodes.map(({ html }) => html).join(" ")), passed: passes.map(({ id }) => id) }))`;
const smallTargets = `[...${shadow}.querySelectorAll("button, a, input, summary")].filter((each) => each.checkVisibility())
  .map((each) => [each.textContent, each.getBoundingClientRect()]).filter(([, { width, height }]) => width < 24 || height < 24).map(([text]) => text)`;
const tooWide = `document.documentElement.scrollWidth > innerWidth || [...${shadow}.querySelectorAll("dialog")].some((each) => each.scrollWidth > each.clientWidth)`;

async function check(tab, measured = ["button-name", "color-contrast"]) {
  const { found, passed } = await tab.evaluate(violations);
  assert.deepEqual(found, []);
  assert.ok(measured.every((rule) => passed.includes(rule)), "axe could measure: " + passed);
  assert.equal(await tab.evaluate(tooWide), false, "too wide");
  assert.deepEqual(await tab.evaluate(smallTargets.replace("button, a,", "button,")), []);
}

// Theme, and a layout for each, so that all four are seen.
const themes = {
  auto: [{}, "box"],
  light: [{ scheme: "light" }, "bar"],
  dark: [{ scheme: "dark" }, "corner"],
  own: [{ scheme: "light", background: "#fdf6e3", text: "#2b2113", main: "#0b6b3a", onMain: "#ffffff", radius: "0", font: "Georgia, serif" }, "centre"],
};
const SIZES = [[320, 568], [1366, 768]];
const TEXT_PIXELS = [16, 32];
const media = (scheme) => ({ features: [{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }] });

/** All states of one page: the visitor's scheme, screen and text size. */
async function eachState(tab, act) {
  for (const scheme of ["light", "dark"]) {
    await tab.ask("Emulation.setEmulatedMedia", media(scheme));
    for (const [width, height] of SIZES) {
      await tab.ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
      for (const standard of TEXT_PIXELS) {
        await tab.ask("Page.setFontSizes", { fontSizes: { standard } });
        await act(`${scheme}, ${width} pixels, text of ${standard}`);
      }
    }
  }
}

for (const [title, [theme, layout]] of Object.entries(themes)) {
  for (const [lang, direction] of [["en", "ltr"], ["ar", "rtl"]]) {
    test(`axe finds nothing on banner, panel and button in any scheme, size and text size: ${title} theme, ${layout}, ${direction}`, async () => {
      serve(web, { config: { theme, layout, languages: ["en", "ar"] }, lang });
      const tab = await browser.openPage();
      await tab.go(web.site + "/");
      await tab.evaluate(axe);
      assert.equal(await tab.evaluate(`getComputedStyle(${shadow}.querySelector("dialog")).direction`), direction);
      // axe leaves Arabic letters out of its measuring of contrast; the colours are those of the other direction.
      const name = direction === "rtl" ? ["button-name"] : undefined;
      const look = (measured = name) => eachState(tab, (state) => check(tab, measured).catch((error) => Promise.reject(Error(`${state}: ${error.message}`))));
      await look();
      await tab.evaluate("consentry.open()");
      await look();
      await tab.evaluate(`${shadow}.querySelector(".p").close()`);
      await tab.evaluate("consentry.rejectAll()");
      await look(["button-name"]);
      await tab.close();
    });
  }
}

test("axe finds nothing on the form for visitors without scripts, in any scheme, size and text size", async () => {
  const files = serve(web, { config: { server: web.site, languages: ["en", "ar"] } });
  web.pages.set("/form", { body: files["shop.html"] });
  const tab = await browser.openPage();
  await tab.go(web.site + "/form");
  await tab.evaluate(axe);
  await eachState(tab, async (state) => {
    const found = await tab.evaluate("axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html)))");
    assert.deepEqual([state, ...found], [state]);
    assert.equal(await tab.evaluate("document.documentElement.scrollWidth > innerWidth"), false, state);
  });
  await tab.close();
});

test("nothing moves where the visitor wants no motion, and nothing moves without being asked to", async () => {
  serve(web, {});
  const tab = await browser.openPage({ reducedMotion: true });
  await tab.go(web.site + "/");
  await tab.evaluate("consentry.open()");
  assert.equal(await tab.evaluate("document.getAnimations().length + " + `${shadow}.getAnimations().length`), 0);
  await tab.close();
});

test("accept, refuse and settings look the same in every layout, and every target has 24 pixels", async () => {
  for (const layout of ["bar", "box", "corner", "centre"]) {
    serve(web, { config: { layout } });
    const tab = await browser.openPage({ width: 390, height: 844, reducedMotion: true });
    await tab.go(web.site + "/");
    const looks = await tab.evaluate(`[...${shadow}.querySelectorAll(".r button")].slice(0, 2).map((each) => {
      const style = getComputedStyle(each), box = each.getBoundingClientRect();
      return [style.color, style.backgroundColor, style.fontWeight, style.fontSize, style.border, box.width, box.height]; })`);
    assert.deepEqual(looks[0], looks[1]);
    assert.deepEqual(await tab.evaluate(smallTargets.replace("button, a,", "button,")), []);
    await tab.close();
  }
});
