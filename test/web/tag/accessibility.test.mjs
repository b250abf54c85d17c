// SPDX-License-Identifier: Apache-2.0
// axe-core on banner and panel: every rule, three themes, phone and desktop; and what axe cannot see.
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
  assert.equal(await tab.evaluate(tooWide), false);
}

const themes = {
  light: { scheme: "light" },
  dark: { scheme: "dark" },
  own: { scheme: "light", background: "#fdf6e3", text: "#2b2113", main: "#0b6b3a", onMain: "#ffffff", radius: "0", font: "Georgia, serif" },
};

for (const [name, theme] of Object.entries(themes)) {
  for (const [width, height, layout] of [[320, 568, "box"], [1366, 768, "bar"]]) {
    test(`axe finds nothing: ${name} theme, ${layout} at ${width} pixels`, async () => {
      serve(web, { config: { theme, layout } });
      const tab = await browser.openPage({ width, height });
      await tab.go(web.site + "/");
      await tab.evaluate(axe);
      await check(tab);
      await tab.evaluate("consentry.open()");
      await check(tab);
      await tab.evaluate("consentry.rejectAll()");
      await tab.evaluate(`${shadow}.querySelector(".p")?.close()`);
      await check(tab, ["button-name"]);
      await tab.close();
    });
  }
}

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
