// SPDX-License-Identifier: Apache-2.0
// What other managers offer beside markup and consent: elements shown by consent, callbacks of configurations, another
// language, places of their declaration, data and scripts of the page's own.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { shadow, startBrowser } from "./browser.mjs";
import { serve, translations } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));
beforeEach(() => web.forget());

async function open(adapter, { body = "", head = "", ...config } = {}) {
  serve(web, { body, head, config: { adapters: [adapter], ...config } });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  return tab;
}
/** Does it, and waits for the page that follows. */
async function reloading(tab, expression) {
  const loaded = tab.nextLoad();
  await tab.evaluate(`void ${expression}`);
  await loaded;
}
/** Keeps what is told across pages, for a withdrawal loads the page again. */
const TOLD = `<script>window.tell = (...each) => sessionStorage.told = JSON.stringify([...JSON.parse(sessionStorage.told ?? "[]"), ...each]);
  window.told = () => JSON.parse(sessionStorage.told ?? "[]"); window.hush = () => sessionStorage.removeItem("told")</script>`;

test("Cookiebot: classes show what is for those who agreed, and what is for the others", async () => {
  const classes = ["optin-statistics", "optout-statistics", "optin-marketing", "optout-marketing", "optin", "optout"];
  const body = classes.map((each) => `<p class="cookieconsent-${each}" style="display:block">${each}</p>`).join("");
  const tab = await open("cookiebot", { body, categories: ["necessary", "functional", "statistics", "marketing"] });
  const seen = `[...document.querySelectorAll("p")].filter((each) => each.checkVisibility()).map((each) => each.textContent)`;
  assert.deepEqual(await tab.evaluate(seen), ["optout-statistics", "optout-marketing", "optout"]);
  await tab.evaluate("Cookiebot.submitCustomConsent(false, true, false)");
  assert.deepEqual(await tab.evaluate(seen), ["optin-statistics", "optout-marketing", "optout"]);
  await tab.evaluate("Cookiebot.submitCustomConsent(true, true, true)");
  assert.deepEqual(await tab.evaluate(seen), ["optin-statistics", "optin-marketing", "optin"]);
  await tab.go(web.site + "/");
  assert.deepEqual(await tab.evaluate(seen), ["optin-statistics", "optin-marketing", "optin"]);
  await reloading(tab, "Cookiebot.withdraw()");
  assert.deepEqual(await tab.evaluate(seen), ["optout-statistics", "optout-marketing", "optout"]);
  await tab.close();
});

test("Cookiebot: its older name, and whether the choice was made on this page", async () => {
  const tab = await open("cookiebot");
  assert.equal(await tab.evaluate("CookieConsent === Cookiebot && Cookiebot.regulations.gdprApplies"), true);
  assert.equal(await tab.evaluate("Cookiebot.changed"), false);
  await tab.evaluate("CookieConsent.submitCustomConsent(false, true, false)");
  assert.equal(await tab.evaluate("Cookiebot.changed"), true);
  await tab.go(web.site + "/");
  assert.equal(await tab.evaluate("Cookiebot.changed"), false);
  await tab.close();
});

/** As web/tag/declaration does: fills what is marked, each time it is loaded. */
const DECLARATION = `for (const place of document.querySelectorAll("[data-consent-declaration]")) place.textContent = "declared in " + place.lang;`;

test("CookieFirst: the places of its policy and table get the declaration, those that come later when it is asked", async () => {
  web.pages.set("/d/shop.js", { type: "text/javascript", body: DECLARATION });
  const tab = await open("cookiefirst", { body: `<div id="cookiefirst-policy-page" data-language="nl"></div>`, server: web.site });
  await tab.until(`document.querySelector("#cookiefirst-policy-page").textContent === "declared in nl"`);
  await tab.evaluate(`document.querySelector("main").innerHTML = '<div id="cookiefirst-cookies-table"></div>'`);
  await tab.evaluate("CookieFirst.renderEmbeds()");
  await tab.until(`document.querySelector("#cookiefirst-cookies-table").textContent === "declared in "`);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("CookieFirst: without such a place, or without a server, nothing is fetched for it", async () => {
  for (const more of [{ server: web.site }, { body: `<div id="cookiefirst-policy-page"></div>` }]) {
    const tab = await open("cookiefirst", more);
    await tab.evaluate("CookieFirst.renderEmbeds()");
    await tab.evaluate("new Promise((done) => setTimeout(done, 300))");
    assert.deepEqual(web.requests.filter(({ path }) => path.startsWith("/d/")), []);
    await tab.close();
  }
});

test("CookieFirst: several services at once, and preselected ones, of which there are none", async () => {
  const tab = await open("cookiefirst");
  await tab.evaluate("CookieFirst.acceptService(['counter', 'adnet'])");
  assert.deepEqual(await tab.evaluate("CookieFirst.acceptedServices"), ["basket", "counter", "adnet"]);
  await reloading(tab, "CookieFirst.declineService(['counter', 'adnet'])");
  assert.deepEqual(await tab.evaluate("CookieFirst.acceptedServices"), ["basket"]);
  await tab.evaluate("CookieFirst.acceptPreselectedCategories()");
  assert.deepEqual(await tab.evaluate("CookieFirst.consent"), { necessary: true, performance: false, functional: false, advertising: false });
  await tab.close();
});

const klaroConfig = (name) => `<script>var ${name} = { callback: (on, { name }) => tell(["all", name, on]), services: [
  { name: "counter", vars: { key: 7 }, callback: (on, { name }) => tell([name, on]), onInit: ({ vars }) => tell(["init", vars.key]),
    onAccept: ({ service, confirmed }) => tell(["accept", service.name, confirmed]), onDecline: () => tell(["decline"]) },
  { name: "adnet", onAccept: "tell(['text'])" }] };</script>`;
const AT_FIRST = [["init", 7], ["decline"], ["counter", false], ["all", "counter", false], ["all", "adnet", false]];

test("Klaro: callbacks of its usual configuration are told at the start and after each choice", async () => {
  const tab = await open("klaro", { head: TOLD + klaroConfig("klaroConfig") });
  assert.deepEqual(await tab.evaluate("told()"), AT_FIRST);
  assert.equal(await tab.evaluate("klaro.getManager().getService('adnet').name"), "adnet");
  await tab.evaluate("hush(); void consentry.set(['statistics'])");
  const accepted = [["accept", "counter", true], ["counter", true], ["all", "counter", true], ["all", "adnet", false]];
  assert.deepEqual(await tab.evaluate("told()"), accepted);
  await tab.evaluate("hush()");
  await tab.go(web.site + "/");
  assert.deepEqual(await tab.evaluate("told()"), [["init", 7], ...accepted], "on the next page too");
  await tab.evaluate("hush()");
  await reloading(tab, "consentry.withdraw()");
  assert.deepEqual(await tab.evaluate("told()"), [...AT_FIRST.slice(1), ...AT_FIRST], "before the page is loaded again, and on it");
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("Klaro: setup, render and getManager take a configuration, once under one name", async () => {
  const tab = await open("klaro", { head: TOLD + klaroConfig("mine") + "<script>klaro.setup(mine); klaro.render(mine)</script>" });
  assert.deepEqual(await tab.evaluate("told()"), AT_FIRST);
  await tab.evaluate("klaro.getManager(mine) && klaro.render({ ...mine })");
  assert.deepEqual(await tab.evaluate("told()"), AT_FIRST);
  assert.equal(await tab.evaluate("klaro.defaultConfig === mine"), true);
  await tab.evaluate("hush(); klaro.setup({ ...mine, storageName: 'second' })");
  assert.deepEqual(await tab.evaluate("told()"), AT_FIRST);
  assert.equal(await tab.evaluate(`!!${shadow}.querySelector("dialog.p")`), false);
  await tab.evaluate("klaro.render(undefined, { show: true })");
  await tab.evaluate("klaro.render(mine, { show: true })");
  await tab.until(`${shadow}.querySelector("dialog.p[open]")`);
  await tab.close();
});

test("Klaro: watchers are told what changed and how, and a reset withdraws", async () => {
  const tab = await open("klaro", { head: TOLD });
  await tab.evaluate(`klaro.getManager().watch({ update(_, event, { type, changes }) { if (event === "saveConsents") tell([type, changes]) } })`);
  await tab.evaluate("void consentry.acceptAll()");
  await tab.evaluate("klaro.getManager().saveAndApplyConsents('save')");
  assert.deepEqual(await tab.evaluate("told()"), [["accept", { counter: true, adnet: true }], ["save", {}]]);
  await reloading(tab, "klaro.getManager().resetConsents()");
  assert.deepEqual(await tab.evaluate("told().at(-1)"), ["decline", { counter: false, adnet: false }]);
  assert.deepEqual(await tab.evaluate("consentry.state.granted"), []);
  await tab.close();
});

test("Klaro: a reset without a choice records none", async () => {
  const tab = await open("klaro");
  await tab.evaluate("klaro.getManager().resetConsents()");
  assert.equal(await tab.evaluate("consentry.state.decided"), false);
  await tab.close();
});

const ccConfig = `{ cookie: { name: "own_name" }, onConsent: () => tell("consent"), onChange: ({ changedServices }) => tell(changedServices),
  categories: { statistics: { services: { counter: { onAccept: () => tell("on"), onReject: () => tell("off") } } } } }`;

test("vanilla-cookieconsent: services hear of acceptance and rejection, and onChange which services changed", async () => {
  const tab = await open("vanilla-cookieconsent", { head: `${TOLD}<script>CookieConsent.run(${ccConfig})</script>` });
  await tab.evaluate("CookieConsent.acceptCategory(['marketing'])");
  assert.deepEqual(await tab.evaluate("told()"), ["consent"]);
  await tab.evaluate("hush(); CookieConsent.acceptCategory('all')");
  assert.deepEqual(await tab.evaluate("told()"), ["on", { necessary: [], statistics: ["counter"], marketing: [] }]);
  assert.deepEqual(await tab.evaluate("CookieConsent.getUserPreferences().rejectedServices"), { necessary: [], statistics: [], marketing: [] });
  await tab.evaluate("hush()");
  await tab.go(web.site + "/");
  assert.deepEqual(await tab.evaluate("told()"), ["on", "consent"], "each once a page");
  await tab.evaluate("hush()");
  await reloading(tab, "CookieConsent.acceptCategory(['marketing'])");
  assert.deepEqual(await tab.evaluate("told()"), ["off", { necessary: [], statistics: ["counter"], marketing: [] }, "consent"]);
  await tab.close();
});

test("vanilla-cookieconsent: scripts of '!' run when it is no longer accepted, those with an address do not", async () => {
  const third = `http://${web.third}/refused.js`;
  const tab = await open("vanilla-cookieconsent", { head: TOLD, body: `
<script type="text/plain" data-category="!statistics">tell("category")</script>
<script type="text/plain" data-category="statistics" data-service="!counter">tell("service")</script>
<script type="text/plain" data-category="!marketing">tell("marketing")</script>
<script type="text/plain" data-category="!statistics" src="${third}"></script>
<script type="text/plain" data-category="!statistics" data-src="${third}"></script>` });
  await tab.evaluate("CookieConsent.acceptCategory([])");
  await tab.evaluate("CookieConsent.acceptCategory(['statistics'])");
  await tab.evaluate("new Promise((done) => setTimeout(done, 300))");
  assert.deepEqual(await tab.evaluate("told()"), [], "neither at a first refusal nor at an acceptance");
  await reloading(tab, "CookieConsent.acceptCategory([])");
  assert.deepEqual(await tab.evaluate("told()"), ["category", "service"]);
  assert.deepEqual(web.thirdParties(), []);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("vanilla-cookieconsent: data of the page's own stands beside a choice and goes with a reset, which withdraws", async () => {
  const tab = await open("vanilla-cookieconsent");
  const set = (value, mode) => tab.evaluate(`CookieConsent.setCookieData(${JSON.stringify({ value, mode })})`);
  assert.equal(await set({ seen: 1 }), false);
  assert.equal(await tab.evaluate("localStorage.length"), 0, "nothing is kept before a choice");
  await tab.evaluate("CookieConsent.acceptCategory(['statistics'])");
  assert.equal(await set({ seen: 1 }), true);
  assert.equal(await set({ seen: 1 }, "update"), false);
  assert.equal(await set({ more: 2 }, "update"), true);
  await tab.go(web.site + "/");
  assert.deepEqual(await tab.evaluate("CookieConsent.getCookie('data')"), { seen: 1, more: 2 });
  assert.equal(await set([3]), true);
  assert.deepEqual(await tab.evaluate("CookieConsent.getCookie('data')"), [3]);
  await tab.evaluate("CookieConsent.reset()");
  assert.deepEqual(await tab.evaluate("[CookieConsent.getCookie('data'), CookieConsent.validConsent()]"), [[3], true]);
  await reloading(tab, "CookieConsent.reset(true)");
  assert.deepEqual(await tab.evaluate("[CookieConsent.getCookie('data'), CookieConsent.acceptedCategory('statistics')]"), [null, false]);
  await tab.close();
});

test("vanilla-cookieconsent: a reset without a choice records none", async () => {
  const tab = await open("vanilla-cookieconsent");
  await tab.evaluate("CookieConsent.reset(true)");
  assert.equal(await tab.evaluate("consentry.state.decided"), false);
  await tab.close();
});

test("vanilla-cookieconsent: cookies are erased by name or expression, and asked for", async () => {
  const tab = await open("vanilla-cookieconsent", { head: `${TOLD}<script>CookieConsent.run(${ccConfig})</script>` });
  await tab.evaluate(`for (const each of ["a=1", "_g_1=1", "_g_2=1", "b=1;path=/", "none="]) document.cookie = each`);
  assert.deepEqual(await tab.evaluate("['a', 'none', 'absent', 'own_name'].map(CookieConsent.validCookie)"), [true, false, false, false]);
  await tab.evaluate("CookieConsent.eraseCookies(['a', /^_g/])");
  assert.equal(await tab.evaluate("document.cookie"), "b=1; none=");
  await tab.evaluate("CookieConsent.acceptCategory([])");
  assert.deepEqual(await tab.evaluate("[CookieConsent.validCookie('own_name'), CookieConsent.validCookie('cc_cookie')]"), [true, false]);
  assert.equal(await tab.evaluate("CookieConsent.getConfig('cookie').name"), "own_name");
  await tab.close();
});

test("vanilla-cookieconsent: a script is loaded once, and one that fails says so", async () => {
  web.pages.set("/own.js", { type: "text/javascript", body: "window.times = (window.times ?? 0) + 1" });
  const tab = await open("vanilla-cookieconsent");
  const load = (path) => tab.evaluate(`CookieConsent.loadScript("${path}", { id: "loaded" })`);
  assert.deepEqual([await load("/own.js"), await load("/own.js"), await load("/none")], [true, true, false]);
  assert.deepEqual(await tab.evaluate("[times, document.querySelectorAll('#loaded').length]"), [1, 1]);
  await tab.close();
});

const languages = ["en", "nl", "he"];
/** What stands on the first layer, and beside it. */
const SAID = `(() => {
  const host = document.querySelector("consentry-banner"), root = host.shadowRoot;
  const text = (each) => root.querySelector(each)?.textContent;
  return { lang: host.lang, dir: host.dir, title: text("h2"), label: root.querySelector("dialog")?.ariaLabel, body: text("dialog > p"), link: text("dialog > p a"),
    buttons: [...root.querySelectorAll(".r button")].map((each) => each.textContent), small: root.querySelector(".o")?.title ?? null } })()`;

test("another language is said as if the page had been loaded with it", async () => {
  for (const [adapter, call] of [["vanilla-cookieconsent", "CookieConsent.setLanguage"], ["cookiefirst", "CookieFirst.changeLanguage"]]) {
    for (const tag of ["nl", "he"]) {
      const config = { languages, adapters: [adapter], gpc: "ask" };
      serve(web, { config, lang: tag });
      const tab = await browser.openPage();
      await tab.go(web.site + "/");
      const expected = await tab.evaluate(SAID);
      await tab.close();
      const changed = await open(adapter, { languages, gpc: "ask" });
      await changed.evaluate(`${call}("${tag === "nl" ? "nl-BE" : tag}")`);
      assert.deepEqual(await changed.evaluate(SAID), expected, `${call} ${tag}`);
      assert.equal(await changed.evaluate("consentry.state.language"), tag);
      await changed.close();
    }
  }
});

test("another language stays with the notices of a change, the button and the settings, and stands in the record", async () => {
  const services = [{ id: "other", name: "Other", category: "statistics", stores: [] }];
  const tab = await open("vanilla-cookieconsent", { languages, services });
  await tab.evaluate("void consentry.rejectAll()");
  serve(web, { config: { adapters: ["vanilla-cookieconsent"], languages, server: web.site }, lang: "nl" });
  await tab.go(web.site + "/");
  const expected = await tab.evaluate(SAID);
  serve(web, { config: { adapters: ["vanilla-cookieconsent"], languages, server: web.site } });
  await tab.go(web.site + "/");
  assert.notEqual((await tab.evaluate(SAID)).body, expected.body);
  // There and back again.
  for (const each of ["he", "nl"]) await tab.evaluate(`CookieConsent.setLanguage("${each}")`);
  assert.deepEqual(await tab.evaluate(SAID), expected, "asked again, which it says");
  await tab.evaluate("consentry.open()");
  const refusal = `${shadow}.querySelector(".p[open] .r button")?.textContent`;
  assert.equal(await tab.evaluate(refusal), expected.buttons[0]);
  for (const each of ["en", "nl"]) {
    await tab.evaluate(`CookieConsent.setLanguage("${each}")`);
    await tab.until(`${refusal} === ${JSON.stringify(translations[each].reject)}`);
  }
  await tab.evaluate("void consentry.rejectAll()");
  await tab.until(`${shadow}.querySelector(".o")?.title === ${JSON.stringify(translations.nl.reopen)}`);
  await tab.until(`localStorage.getItem("consentry-queue") === "[]"`);
  assert.equal(web.consents.at(-1).record.language, "nl");
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("a language that the site does not have changes nothing, nor does the present one", async () => {
  const tab = await open("vanilla-cookieconsent", { languages });
  const before = await tab.evaluate(SAID);
  assert.deepEqual(await tab.evaluate("Promise.all(['fr', 'e', 'en'].map((each) => CookieConsent.setLanguage(each)))"), [false, false, false]);
  assert.equal(await tab.evaluate("CookieConsent.setLanguage('en', true)"), true);
  assert.deepEqual(await tab.evaluate(SAID), before);
  await tab.close();
});

test("a language that is chosen before there is a banner is said by it", async () => {
  const tab = await open("vanilla-cookieconsent", { languages, head: "<script>CookieConsent.setLanguage('nl')</script>" });
  assert.equal(await tab.evaluate(`document.querySelector("consentry-banner").lang`), "nl");
  assert.notEqual(await tab.evaluate(`${shadow}.querySelector("#acceptAll").textContent`), "Accept all");
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("two adapters at once have one language", async () => {
  const tab = await open("vanilla-cookieconsent", { languages, adapters: ["vanilla-cookieconsent", "cookiefirst"] });
  for (const [call, language] of [["CookieConsent.setLanguage('nl')", "nl"], ["CookieFirst.changeLanguage('he')", "he"], ["CookieConsent.setLanguage('en')", "en"]]) {
    await tab.evaluate(call);
    assert.equal(await tab.evaluate("consentry.state.language"), language);
    assert.equal(await tab.evaluate(`${shadow}.querySelector("#acceptAll").textContent`), translations[language].accept);
  }
  await tab.evaluate("CookieFirst.changeLanguage('nl')");
  await tab.evaluate("consentry.open()");
  assert.equal(await tab.evaluate(`${shadow}.querySelector(".p[open] .r button").textContent`), translations.nl.reject);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});
