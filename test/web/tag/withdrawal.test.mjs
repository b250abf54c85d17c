// SPDX-License-Identifier: Apache-2.0
// What the tag deletes by itself, what it asks the site's server to delete, and what it says of the rest.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { publishSite, serve, shop } from "./published.mjs";
import { shadow, startBrowser } from "./browser.mjs";
import { startWeb } from "./web_server.mjs";

const PATH = "/.consentry/withdraw";
const config = { withdrawal: PATH };
let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

const answer = (...seen) => web.pages.set(PATH, { type: "application/json", body: JSON.stringify({ seen }) });
const asked = () => web.requests.filter(({ path, method }) => path === PATH && method === "POST").length;
const erased = `JSON.parse(localStorage.getItem("consentry-erased") ?? "null")`;

async function refused(path = "/", more = {}) {
  serve(web, { config, path, ...more });
  const tab = await browser.openPage();
  await tab.go(web.site + path);
  await tab.evaluate("consentry.rejectAll()");
  return tab;
}

test("without the configuration the tag neither carries nor asks anything", async () => {
  assert.ok(!publishSite({}).files["shop.js"].includes("consentry-erased"));
  web.forget();
  serve(web, {});
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  await tab.evaluate("consentry.rejectAll()");
  await tab.go(web.site + "/");
  assert.equal(asked(), 0);
  await tab.close();
});

test("a cookie of the page's folder goes, and one of a service that is allowed stays", async () => {
  const services = [{ id: "basket", category: "necessary", stores: ["_count_cart"] }, ...shop.services.slice(1)];
  serve(web, { config: { services }, path: "/account/orders" });
  const tab = await browser.openPage();
  await tab.go(web.site + "/account/orders");
  await tab.evaluate(`for (const each of ["_count_a=1;path=/account", "_count_b=1", "_count_cart=1;path=/", "_ad=1;path=/account/orders"])
    document.cookie = each`);
  await tab.evaluate("consentry.rejectAll()");
  await tab.until(`!/_count_a|_count_b|_ad/.test(document.cookie)`);
  assert.match(await tab.evaluate("document.cookie"), /_count_cart=1/);
  await tab.close();
});

test("a first refusal asks the server too, a repeated page view of the same folder does not", async () => {
  answer();
  web.forget();
  const tab = await refused();
  await tab.until(erased);
  assert.equal(asked(), 1);
  await tab.go(web.site + "/");
  assert.equal(asked(), 1);
  serve(web, { config, path: "/other/page" });
  await tab.go(web.site + "/other/page");
  await tab.until(`${erased}.places.length === 2`);
  assert.equal(asked(), 2);
  await tab.close();
});

test("a path below the page is asked in each folder once, at the site's root without one", async () => {
  web.forget();
  const below = { withdrawal: "/*" + PATH };
  const pages = ["/", "/account/orders/7", "/account/orders/8", "/account/"];
  for (const path of pages) {
    serve(web, { config: below, path });
    web.pages.set(path.replace(/\/$/, "") + PATH, { type: "application/json", body: '{"seen":[]}' });
  }
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  await tab.evaluate("consentry.rejectAll()");
  await tab.until(erased);
  for (const path of pages.slice(1)) {
    await tab.go(web.site + path);
    await tab.until(`${erased}.places.includes(location.pathname.replace(/\\/[^/]*$/, ""))`);
  }
  const paths = web.requests.filter(({ path, method }) => path.endsWith(PATH) && method === "POST").map(({ path }) => path);
  assert.deepEqual(paths, [PATH, "/account/orders/7" + PATH, "/account" + PATH]);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("a server that fails is asked again on the next page", async () => {
  web.pages.delete(PATH);
  web.forget();
  const tab = await refused();
  await tab.until("performance.getEntriesByType('resource').some(({ name }) => name.endsWith('withdraw'))");
  assert.equal(await tab.evaluate(erased), null);
  answer();
  await tab.go(web.site + "/");
  await tab.until(erased);
  assert.equal(asked(), 2);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("names that stay are told in the settings, with the vendor's own page, also on later pages", async () => {
  answer("_ad");
  const services = shop.services.map((each) => ({ ...each, ...(each.id === "adnet" && { optOut: "https://ads.example/no" }) }));
  const tab = await refused("/", { config: { ...config, services } });
  await tab.until(`${erased}?.left.length === 1`);
  await tab.go(web.site + "/");
  await tab.until("document.readyState === 'complete'");
  await tab.evaluate("new Promise(requestAnimationFrame)");
  await tab.evaluate("consentry.open()");
  await tab.until(`${shadow}.querySelector(".f a")`);
  assert.match(await tab.evaluate(`${shadow}.querySelector(".f").textContent`), /Ad Net: _ad ·/);
  assert.equal(await tab.evaluate(`${shadow}.querySelectorAll("a[href='https://ads.example/no']").length`), 2, "there and beside the service");
  await tab.close();
});

test("where nothing stayed nothing is said", async () => {
  answer();
  const tab = await refused();
  await tab.until(erased);
  await tab.evaluate("consentry.open()");
  await tab.until(`${shadow}.querySelector(".p[open]")`);
  assert.equal(await tab.evaluate(`${shadow}.querySelector(".f")`), null);
  await tab.close();
});
