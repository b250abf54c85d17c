// SPDX-License-Identifier: Apache-2.0
// Consent as other programs want to be told of it, each in its own words and in time.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clickLabel, startBrowser } from "./browser.mjs";
import { bundles, publishSite, serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

async function open(interfaces, head = "") {
  serve(web, { head, config: { interfaces } });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  return tab;
}
async function reopen(tab) {
  await tab.go(web.site + "/");
}
async function withdraw(tab) {
  const loaded = tab.nextLoad();
  await tab.evaluate("consentry.withdraw()");
  await loaded;
}

test("only the interfaces that are asked for are in the file", () => {
  const text = publishSite({ interfaces: { matomo: {} } }).files["shop.js"];
  assert.ok(text.includes(bundles.interfaces.matomo));
  assert.ok(!text.includes(bundles.interfaces.uet));
  assert.ok(!publishSite({}).files["shop.js"].includes(bundles.interfaces.matomo));
  assert.throws(() => publishSite({ interfaces: { other: {} } }), /interfaces: there is no 'other'/);
  assert.throws(() => publishSite({ interfaces: { uet: { ads: "marketing" } } }), /uet has no signal 'ads'/);
});

test("Microsoft Advertising: denied by default, updated with the choice, known again on the next page", async () => {
  const tab = await open({ uet: {} });
  assert.deepEqual(await tab.evaluate("uetq"), ["consent", "default", { ad_storage: "denied" }]);
  await tab.evaluate(clickLabel("Accept all"));
  assert.deepEqual(await tab.evaluate("uetq.slice(3)"), ["consent", "update", { ad_storage: "granted" }]);
  await reopen(tab);
  assert.deepEqual(await tab.evaluate("uetq.slice(3)"), ["consent", "update", { ad_storage: "granted" }]);
  await tab.close();
});

test("Clarity: each signal by its own category, before its script and after the choice", async () => {
  const tab = await open({ clarity: {} });
  const calls = "clarity.q.map((each) => [...each])";
  assert.deepEqual(await tab.evaluate(calls), [["consentv2", { ad_Storage: "denied", analytics_Storage: "denied" }]]);
  await tab.evaluate("consentry.set(['statistics'])");
  assert.deepEqual((await tab.evaluate(calls)).at(-1), ["consentv2", { ad_Storage: "denied", analytics_Storage: "granted" }]);
  await tab.close();
});

test("Matomo: requires consent first, and is told when it is given and withdrawn", async () => {
  const tab = await open({ matomo: { tracking: "counter" } });
  assert.deepEqual(await tab.evaluate("_paq"), [["requireConsent"]]);
  await tab.evaluate("consentry.set(['counter'])");
  assert.deepEqual(await tab.evaluate("_paq"), [["requireConsent"], ["setConsentGiven"]]);
  await reopen(tab);
  assert.deepEqual(await tab.evaluate("_paq"), [["requireConsent"], ["setConsentGiven"]]);
  await tab.evaluate("window.kept = _paq; addEventListener('pagehide', () => sessionStorage.setItem('kept', JSON.stringify(kept)))");
  await withdraw(tab);
  assert.deepEqual(await tab.evaluate("JSON.parse(sessionStorage.getItem('kept')).at(-1)"), ["forgetConsentGiven"]);
  assert.deepEqual(await tab.evaluate("_paq"), [["requireConsent"]]);
  await tab.close();
});

// As Meta's own snippet makes it: nothing happens where fbq is there already.
const pixel = `<script>(function (f) { if (f.fbq) return; var n = f.fbq = function () { n.queue.push([...arguments]) }; n.queue = []; window.calls = n.queue })(window);
fbq("init", "1"); fbq("track", "PageView");</script>`;

test("Meta's pixel is revoked before it is started, and granted with consent", async () => {
  const tab = await open({ meta: {} }, pixel);
  assert.deepEqual(await tab.evaluate("calls.map(([first, second]) => first + ' ' + second)"), ["consent revoke", "init 1", "track PageView"]);
  await tab.evaluate(clickLabel("Accept all"));
  assert.deepEqual(await tab.evaluate("calls.at(-1)"), ["consent", "grant"]);
  await reopen(tab);
  assert.deepEqual(await tab.evaluate("calls[0]"), ["consent", "grant"]);
  await tab.close();
});

// As the WP Consent API's script does: a function that keeps and tells.
const wordpress = `<script>addEventListener("load", () => {}); window.kept = {};
window.wp_set_consent = (name, value) => { kept[name] = value; document.dispatchEvent(new CustomEvent("wp_listen_for_consent_change", { detail: { [name]: value } })) };
document.addEventListener("wp_consent_type_defined", () => window.type = wp_consent_type);</script>`;

test("the WP Consent API is told the type at once, and each category with the choice", async () => {
  const tab = await open({ wordpress: {} }, wordpress);
  assert.deepEqual(await tab.evaluate("[type, kept]"), ["optin", {}]);
  await tab.evaluate("consentry.set(['statistics'])");
  // The shop asks for nothing functional, so preferences are never told of.
  const expected = { functional: "allow", statistics: "allow", "statistics-anonymous": "allow", marketing: "deny" };
  assert.deepEqual(await tab.evaluate("kept"), expected);
  await reopen(tab);
  assert.deepEqual(await tab.evaluate("kept"), expected);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});
