// SPDX-License-Identifier: Apache-2.0
// A configuration that would make an unfair or broken banner gives no files, and says why.
import assert from "node:assert/strict";
import { test } from "node:test";
import { publish } from "../../../web/tag/publish.mjs";
import { bundles, publishSite, shop, translations } from "./published.mjs";

const faultsOf = (config) => publish({ ...shop, ...config }, { bundles, translations }).faults;

for (const [what, config, expected] of [
  ["no owner", { owner: "" }, /^owner/],
  ["an unreadable theme", { theme: { scheme: "light", text: "#999999" } }, /UI-05/],
  ["a style that escapes its value", { theme: { font: "x}*{display:none" } }, /^theme: font/],
  ["an unknown theme token", { theme: { colour: "#000" } }, /no token 'colour'/],
  ["refuse much longer than accept", { texts: { en: { reject: "Continue without accepting" } } }, /UI-07/],
  ["a memory shorter than half a year", { months: 1 }, /^months/],
  ["a language without texts", { languages: ["en", "xx"] }, /'xx'/],
  ["a category without a name", { categories: ["necessary", "own"] }, /'own' has no name/],
  ["a service of no category", { services: [{ id: "a", category: "b" }] }, /no category 'b'/],
  ["the same id twice", { services: [{ id: "statistics", category: "statistics" }] }, /stands twice/],
  ["a host that is a policy", { services: [{ id: "a", category: "statistics", hosts: ["x; script-src *"] }] }, /is no host/],
  ["an unknown layout", { layout: "wall" }, /^layout/],
]) {
  test(`refuses ${what}`, () => {
    const faults = faultsOf(config);
    assert.ok(faults.some((fault) => expected.test(fault)), faults.join("\n") || "no fault");
  });
}

test("a file holds no end of a script element, whatever the texts say", () => {
  const { files } = publishSite({ owner: "</script><script>alert(1)" });
  assert.ok(!Object.values(files).some((text) => text.includes("</script")));
});

test("the notice changes with services and categories, not with looks and texts", () => {
  const { notice } = publishSite({});
  assert.equal(publishSite({ layout: "bar", texts: { en: { title: "Hello" } } }).notice, notice);
  assert.notEqual(publishSite({ categories: [...shop.categories, "media"] }).notice, notice);
  assert.notEqual(publishSite({ services: shop.services.slice(1) }).notice, notice);
});

test("each language also has files of its own", () => {
  const { files } = publishSite({ languages: ["en", "nl"] });
  assert.deepEqual(Object.keys(files), ["shop.js", "shop.panel.js", "shop.en.js", "shop.en.panel.js", "shop.nl.js", "shop.nl.panel.js"]);
  assert.ok(!files["shop.nl.js"].includes("Reject all"));
});
