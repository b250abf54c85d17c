// SPDX-License-Identifier: Apache-2.0
// Google Consent Mode v2 as a tag of Google's would read it: the data layer from its beginning, defaults by region,
// updates in order. Advanced: the tag loads before the choice. Basic: it waits for it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clickLabel, startBrowser } from "./browser.mjs";
import { serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

// Takes commands in order, and of the defaults the one that names the visitor's region most closely.
function tagOfGoogle() {
  const region = window.region;
  const defaults = {};
  const updates = {};
  const state = (signal) => updates[signal] ?? defaults[signal]?.value;
  const take = (entry) => {
    if (entry.event) return hits.push([entry.event, state("ad_storage"), state("analytics_storage")]);
    const [command, what, values] = entry;
    if (command === "event") hits.push([what, state("ad_storage"), state("analytics_storage")]);
    if (command !== "consent") return;
    const { region: regions, wait_for_update: _, ...signals } = values;
    const rank = !regions ? 0 : Math.max(-1, ...regions.map((each) => (region === each || region.startsWith(each + "-") ? each.length : -1)));
    for (const [signal, value] of Object.entries(signals)) {
      if (what === "update") updates[signal] = value;
      else if (rank >= (defaults[signal]?.rank ?? 0)) defaults[signal] = { value, rank };
    }
  };
  window.hits = [];
  const layer = (window.dataLayer ??= []);
  layer.forEach(take);
  const { push } = layer;
  layer.push = (...entries) => {
    entries.forEach(take);
    return push.apply(layer, entries);
  };
}

const consentMode = { regions: [
  { region: ["US"], granted: ["ad_storage", "analytics_storage"] }, { region: ["US-CA"], granted: ["analytics_storage"] }] };
const SNIPPET = `<script>window.dataLayer = window.dataLayer || []; function gtag(){ dataLayer.push(arguments); } gtag("js", new Date()); gtag("event", "page_view");</script>`;

async function open({ region, marked = "" }) {
  web.pages.set("/gtag.js", { type: "text/javascript", body: `(${tagOfGoogle})()` });
  serve(web, { config: { consentMode }, head: `<script ${marked} src="/gtag.js"></script>${SNIPPET}` });
  const tab = await browser.openPage({ before: `window.region = "${region}"` });
  await tab.go(web.site + "/");
  return tab;
}

for (const [region, ads, counts] of [["NL", "denied", "denied"], ["US", "granted", "granted"], ["US-NY", "granted", "granted"], ["US-CA", "denied", "granted"]]) {
  test(`advanced: the tag's first hit from ${region} has that region's default, later ones the choice`, async () => {
    const tab = await open({ region });
    assert.deepEqual(await tab.evaluate("hits"), [["page_view", ads, counts]]);
    await tab.evaluate(clickLabel("Reject all"));
    await tab.until("hits.length === 2");
    assert.deepEqual(await tab.evaluate("hits[1]"), ["consentry_choice", "denied", "denied"]);
    await tab.go(web.site + "/");
    assert.deepEqual(await tab.evaluate("hits"), [["page_view", "denied", "denied"]], "on the next page from the start");
    await tab.close();
  });
}

test("basic: the tag loads with the choice, and from the next page on its first hit has it", async () => {
  const tab = await open({ region: "NL", marked: 'type="text/plain" data-consent="statistics"' });
  assert.equal(await tab.evaluate("typeof hits"), "undefined");
  await tab.evaluate("consentry.set(['statistics'])");
  await tab.until("window.hits");
  // The snippet's own hit stood in the layer before the choice; Google's tag sends what is pushed in order.
  assert.deepEqual(await tab.evaluate("hits.at(-1)"), ["consentry_choice", "denied", "granted"]);
  await tab.go(web.site + "/");
  await tab.until("window.hits");
  assert.deepEqual(await tab.evaluate("hits"), [["page_view", "denied", "granted"]]);
  await tab.close();
});

test("every default stands in the data layer before the first command of the page", async () => {
  const tab = await open({ region: "NL" });
  const commands = await tab.evaluate("dataLayer.map((each) => [...each].slice(0, 2).map((part) => typeof part === 'string' ? part : '').join(' '))");
  assert.deepEqual(commands, ["consent default", "consent default", "consent default", "js ", "event page_view"]);
  assert.equal(await tab.evaluate("dataLayer[0][2].wait_for_update"), 500);
  await tab.close();
});
