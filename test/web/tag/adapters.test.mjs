// SPDX-License-Identifier: Apache-2.0
// Pages written for another consent manager go on working: their calls, their events, their markup.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { clickLabel, shadow, startBrowser } from "./browser.mjs";
import { bundles, publishSite, serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));
beforeEach(() => web.forget());

// What must not happen is given this long to happen.
const settle = "new Promise((done) => setTimeout(done, 300))";
const at = (name) => `http://${web.third}/${name}`;
const seen = () => web.thirdParties().map(({ url }) => new URL(url).pathname.slice(1)).sort();

/** Remembers events of the page's window by name. */
const listening = (...names) => `<script>window.told = []; for (const name of ${JSON.stringify(names)})
  addEventListener(name, (event) => told.push(event.detail ? [name, event.detail] : name));</script>`;

async function open(adapter, body, head = "", config = {}) {
  serve(web, { body, head, config: { adapters: [adapter], ...config } });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  return tab;
}

test("a site that asks for no adapter gets none", () => {
  const { files } = publishSite({});
  for (const adapter of Object.values(bundles.adapters)) assert.ok(!files["shop.js"].includes(adapter));
  assert.ok(publishSite({ adapters: ["klaro"] }).files["shop.js"].includes(bundles.adapters.klaro));
  assert.throws(() => publishSite({ adapters: ["onetrust"] }), /adapters: there is none for 'onetrust'/);
});

const cookiebotPage = () => `
<script type="text/plain" data-cookieconsent="statistics" src="${at("a.js")}?n=a"></script>
<script type="text/plain" data-cookieconsent="statistics,marketing">(window.ran ??= []).push("both")</script>
<script data-cookieconsent="ignore">window.ignored = true</script>
<iframe data-cookieconsent="marketing" data-cookieblock-src="${at("m.html")}" title="f"></iframe>`;
const cookiebotEvents = ["CookiebotOnConsentReady", "CookiebotOnAccept", "CookiebotOnDecline", "CookiebotOnLoad"];

test("Cookiebot: markup waits for one or all of its categories", async () => {
  const tab = await open("cookiebot", cookiebotPage());
  assert.equal(await tab.evaluate("ignored"), true);
  await tab.evaluate(settle);
  assert.deepEqual(seen(), []);
  await tab.evaluate("Cookiebot.submitCustomConsent(false, true, false)");
  await tab.until("window.ran?.length === 1");
  await tab.evaluate(settle);
  assert.deepEqual(seen(), ["a.js"]);
  await tab.evaluate("Cookiebot.submitCustomConsent(false, true, true)");
  await tab.until("ran.length === 2");
  await tab.evaluate(settle);
  assert.deepEqual(seen(), ["a.js", "m.html"]);
  assert.deepEqual(await tab.evaluate("ran"), ["a", "both"]);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("Cookiebot: consent, events and callbacks tell of the choice, now and on the next page", async () => {
  const head = listening(...cookiebotEvents) + "<script>function CookiebotCallback_OnAccept() { window.called = Cookiebot.consent.statistics }</script>";
  const tab = await open("cookiebot", "", head);
  assert.deepEqual(await tab.evaluate("[Cookiebot.consent.necessary, Cookiebot.consent.statistics, Cookiebot.hasResponse, told]"), [true, false, false, []]);
  await tab.evaluate(clickLabel("Accept all"));
  await tab.until("told.length === 2");
  assert.deepEqual(await tab.evaluate("[told, called, Cookiebot.consented, Cookiebot.consent.method]"),
    [["CookiebotOnConsentReady", "CookiebotOnAccept"], true, true, "explicit"]);
  await tab.go(web.site + "/");
  assert.deepEqual(await tab.evaluate("told"), ["CookiebotOnLoad", "CookiebotOnConsentReady", "CookiebotOnAccept"]);
  const loaded = tab.nextLoad();
  await tab.evaluate("Cookiebot.withdraw()");
  await loaded;
  await tab.until("told.length === 3");
  assert.deepEqual(await tab.evaluate("[Cookiebot.declined, told.at(-1)]"), [true, "CookiebotOnDecline"]);
  await tab.evaluate("Cookiebot.renew()");
  await tab.until(`${shadow}.querySelector("dialog.p[open]")`);
  await tab.close();
});

test("CookieFirst: markup by category and by service, and its calls", async () => {
  const tab = await open("cookiefirst", `
<script type="text/plain" data-cookiefirst-category="performance" src="${at("a.js")}?n=a"></script>
<script type="text/plain" data-cookiefirst-script="adnet" data-cookiefirst-category="advertising" src="${at("m.js")}?n=m"></script>
<iframe data-cookiefirst-category="advertising" data-src="${at("m.html")}" title="f"></iframe>`,
  listening("cf_init", "cf_consent", "cf_services_consent"));
  assert.deepEqual(await tab.evaluate("[CookieFirst.consent, told]"), [null, ["cf_init"]]);
  await tab.evaluate("CookieFirst.acceptService('adnet')");
  await tab.until("window.ran?.length === 1");
  await tab.evaluate(settle);
  // The category's only service stands for the category.
  assert.deepEqual(seen(), ["m.html", "m.js"]);
  await tab.evaluate("CookieFirst.acceptCategory('performance')");
  await tab.until("ran.length === 2");
  assert.deepEqual(await tab.evaluate("told.at(-1)"), ["cf_services_consent", { basket: true, counter: true, adnet: true }]);
  assert.deepEqual(await tab.evaluate("told.at(-2)"), ["cf_consent", { necessary: true, performance: true, functional: false, advertising: true }]);
  assert.deepEqual(await tab.evaluate("CookieFirst.acceptedServices"), ["basket", "counter", "adnet"]);
  const loaded = tab.nextLoad();
  await tab.evaluate("CookieFirst.withdrawConsent()");
  await loaded;
  assert.deepEqual(await tab.evaluate("CookieFirst.consent"), { necessary: true, performance: false, functional: false, advertising: false });
  await tab.evaluate("CookieFirst.openPanel('settings')");
  await tab.until(`${shadow}.querySelector("dialog.p[open]")`);
  await tab.evaluate("CookieFirst.closePanel()");
  await tab.until(`!${shadow}.querySelector("dialog.p")`);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("Klaro: markup by service, and a manager that asks, watches, changes and saves", async () => {
  const services = [
    { id: "googleanalytics", name: "GA", category: "statistics" },
    { id: "statistics-service", name: "Counter", category: "statistics" },
  ];
  const tab = await open("klaro", `
<script type="text/plain" data-type="text/javascript" data-name="googleAnalytics" data-src="${at("a.js")}?n=a"></script>
<script type="text/plain" data-type="module" data-name="statistics">(window.ran ??= []).push("module")</script>
<img data-name="googleAnalytics" data-src="${at("m.svg")}" alt="">
<script data-name="none">window.free = true</script>`, "", { services });
  assert.equal(await tab.evaluate("free"), true);
  await tab.evaluate(`window.told = []; window.manager = klaro.getManager();
    manager.watch({ update(_manager, event, data) { if (event === "saveConsents") told.push(data.consents) } })`);
  assert.equal(await tab.evaluate("manager.confirmed || manager.getConsent('googleAnalytics')"), false);
  await tab.evaluate("manager.updateConsent('googleAnalytics', true)");
  await tab.evaluate(settle);
  assert.deepEqual(seen(), []);
  await tab.evaluate("manager.saveAndApplyConsents()");
  await tab.until("window.ran?.length === 1");
  await tab.evaluate(settle);
  assert.deepEqual(seen(), ["a.js", "m.svg"]);
  assert.equal(await tab.evaluate("told[0].googleAnalytics && !told[0].statistics && manager.confirmed"), true);
  await tab.evaluate("manager.changeAll(true); manager.saveAndApplyConsents()");
  await tab.until("ran.length === 2");
  assert.deepEqual(await tab.evaluate("consentry.state.granted.includes('statistics')"), true);
  assert.equal(await tab.evaluate("klaro.show()"), false);
  await tab.until(`${shadow}.querySelector("dialog.p[open]")`);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("vanilla-cookieconsent: markup by category and service, events, callbacks and calls", async () => {
  const tab = await open("vanilla-cookieconsent", `
<script type="text/plain" data-category="statistics" data-src="${at("a.js")}?n=a"></script>
<script type="text/plain" data-category="marketing" data-service="adnet" src="${at("m.js")}?n=m"></script>
<script type="text/plain" data-category="!statistics">window.refused = true</script>
<button id="show" data-cc="show-preferencesModal">Cookies</button>`,
  listening("cc:onFirstConsent", "cc:onConsent", "cc:onChange")
    + "<script>CookieConsent.run({ onConsent({ cookie }) { window.called = cookie.categories } })</script>");
  assert.equal(await tab.evaluate("CookieConsent.validConsent() || CookieConsent.acceptedCategory('statistics')"), false);
  await tab.evaluate("CookieConsent.acceptCategory(['statistics'])");
  await tab.until("window.ran?.length === 1");
  await tab.evaluate(settle);
  assert.deepEqual(seen(), ["a.js"]);
  assert.deepEqual(await tab.evaluate("[told.map(([name]) => name), called]"),
    [["cc:onFirstConsent", "cc:onConsent"], ["necessary", "statistics"]]);
  await tab.evaluate("CookieConsent.acceptService('adnet', 'marketing')");
  await tab.until("ran.length === 2");
  assert.deepEqual(await tab.evaluate("[told.at(-1)[0], told.at(-1)[1].changedCategories, CookieConsent.acceptedService('adnet', 'marketing')]"),
    ["cc:onChange", ["marketing"], true]);
  assert.deepEqual(await tab.evaluate("[CookieConsent.getUserPreferences().acceptType, window.refused ?? null]"), ["all", null]);
  await tab.evaluate("document.querySelector('#show').click()");
  await tab.until(`${shadow}.querySelector("dialog.p[open]")`);
  const loaded = tab.nextLoad();
  await tab.evaluate("CookieConsent.acceptCategory([])");
  await loaded;
  assert.deepEqual(await tab.evaluate("CookieConsent.getCookie('categories')"), ["necessary"]);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("closing by the other manager's call decides nothing", async () => {
  for (const [adapter, call] of [["cookiebot", "Cookiebot.hide()"], ["vanilla-cookieconsent", "CookieConsent.hide()"]]) {
    const tab = await open(adapter, "");
    assert.equal(await tab.evaluate(`!!${shadow}.querySelector("dialog")`), true, adapter);
    await tab.evaluate(call);
    assert.equal(await tab.evaluate(`${shadow}.querySelector("dialog")`), null, adapter);
    assert.equal(await tab.evaluate("consentry.state.decided"), false, adapter);
    await tab.close();
  }
});
