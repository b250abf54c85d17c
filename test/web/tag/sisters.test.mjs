// SPDX-License-Identifier: Apache-2.0
// A choice goes along to a sister domain by a link, and only from there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { shadow, startBrowser } from "./browser.mjs";
import { serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(["shop.example", "evil.example"]), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

const other = () => web.site.replace("site.example", "shop.example");
const evil = () => web.site.replace("site.example", "evil.example");
const state = "JSON.stringify({ decided: consentry.state.decided, granted: consentry.state.granted, id: consentry.state.id })";

async function open(more = "") {
  serve(web, {
    config: { sisters: ["site.example", "shop.example"] },
    body: `<a id="away" href="${other()}/">Our other shop</a><a id="place" href="${other()}/#tea">Tea</a>${more}`,
  });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  return tab;
}
async function follow(tab, id) {
  const loaded = tab.nextLoad();
  await tab.evaluate(`document.getElementById("${id}").click()`);
  await loaded;
}

test("names the domains that it is for, takes the choice along, and leaves no trace in the address", async () => {
  const tab = await open();
  assert.match(await tab.evaluate(`${shadow}.querySelector("p").textContent`), /Corner Shop \(site\.example, shop\.example\)/);
  await tab.evaluate("void consentry.set(['statistics'])");
  const here = await tab.evaluate(state);
  await follow(tab, "away");
  assert.equal(await tab.evaluate("location.host + location.hash"), other().slice(7));
  assert.equal(await tab.evaluate(state), here);
  assert.equal(await tab.evaluate(`${shadow}.querySelector("dialog")`), null, "it is not asked again");
  await tab.close();
});

test("a link to a place within the page keeps its place, and no choice is carried before there is one", async () => {
  const tab = await open();
  await follow(tab, "away");
  assert.equal(await tab.evaluate("location.hash"), "");
  assert.equal(await tab.evaluate("consentry.state.decided"), false);
  await tab.go(web.site + "/");
  await tab.evaluate("void consentry.acceptAll()");
  await follow(tab, "place");
  assert.equal(await tab.evaluate("location.hash"), "#tea");
  await tab.close();
});

test("a withdrawal goes along too, and an older choice does not come back", async () => {
  const tab = await open();
  await tab.evaluate("void consentry.acceptAll()");
  await follow(tab, "away");
  await tab.go(web.site + "/");
  const again = tab.nextLoad();
  await tab.evaluate("void consentry.withdraw()");
  await again;
  await follow(tab, "away");
  assert.equal(JSON.parse(await tab.evaluate(state)).granted.length, 0);
  await tab.close();
});

test("nobody else can send a choice, and none of another shape or time is taken", async () => {
  const { pages } = web;
  const tab = await open();
  await tab.evaluate("void consentry.acceptAll()");
  const text = await tab.evaluate(`/consentry=([^;]*)/.exec(document.cookie)[1]`);
  const future = text.replace(/~[^~]*~/, `~${(Date.now() + 864e5).toString(36)}~`);
  pages.set("/links", { body: `<!doctype html><a id="forged" href="${other()}/#consentry=${text}">x</a>` });
  const fresh = await browser.openPage();
  await fresh.go(evil() + "/links");
  await follow(fresh, "forged");
  assert.equal(await fresh.evaluate("consentry.state.decided"), false, "from another site");
  await fresh.go("about:blank");
  await fresh.go(`${other()}/#consentry=${text}`);
  assert.equal(await fresh.evaluate("consentry.state.decided"), false, "typed, without a referrer");
  for (const wrong of [future, "x", text + "%3Bdomain=x"]) {
    pages.set("/links", { body: `<!doctype html><a id="forged" href="${other()}/#consentry=${wrong}">x</a>` });
    await fresh.go(web.site + "/links");
    await follow(fresh, "forged");
    assert.equal(await fresh.evaluate("consentry.state.decided"), false, wrong);
  }
  await fresh.close();
  await tab.close();
});
