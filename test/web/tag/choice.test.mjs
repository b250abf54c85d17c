// SPDX-License-Identifier: Apache-2.0
// Marked elements, the choice and what follows from it, as a visitor sees it.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { clickLabel, shadow, startBrowser } from "./browser.mjs";
import { serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));
beforeEach(() => web.forget());

// What must not happen is given this long to happen.
const settle = "new Promise((done) => setTimeout(done, 300))";
const at = (name) => `http://${web.third}/${name}`;
const seen = () => web.thirdParties().map(({ url }) => new URL(url).pathname.slice(1));
const marked = () => `
<script type="text/plain" data-consent="statistics" src="${at("a.js")}?n=a"></script>
<script type="text/plain" data-consent="statistics">ran.push("inline")</script>
<script type="text/plain" data-consent="counter" src="${at("b.js")}?n=b"></script>
<script type="text/plain" data-consent="marketing" src="${at("m.js")}?n=m"></script>
<img data-consent="marketing" data-consent-src="${at("m.svg")}" alt="">
<iframe data-consent="marketing" data-consent-src="${at("m.html")}" title="f"></iframe>
<link data-consent="statistics" rel="stylesheet" data-consent-href="${at("s.css")}">`;

async function open(options = {}, page = {}) {
  serve(web, { body: marked(), ...options });
  const tab = await browser.openPage(page);
  await tab.go(web.site + "/");
  return tab;
}

test("holds marked elements, and a refusal lasts over a reload", async () => {
  const tab = await open();
  await tab.evaluate(clickLabel("Reject all"));
  await tab.go(web.site + "/");
  await tab.evaluate(settle);
  assert.deepEqual(seen(), []);
  assert.equal(await tab.evaluate(`${shadow}.querySelector("dialog")`), null);
  await tab.close();
});

test("releases everything in order after accepting, without a reload", async () => {
  const tab = await open();
  await tab.evaluate("window.stays = 1");
  await tab.evaluate(clickLabel("Accept all"));
  await tab.until("window.ran && ran.length === 4");
  await tab.evaluate(settle);
  assert.deepEqual(await tab.evaluate("ran"), ["a", "inline", "b", "m"]);
  assert.deepEqual(seen().sort(), ["a.js", "b.js", "m.html", "m.js", "m.svg", "s.css"]);
  assert.equal(await tab.evaluate("window.stays"), 1);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("releases only what was chosen, and what the page adds later", async () => {
  const tab = await open();
  await tab.evaluate("consentry.set(['statistics'])");
  await tab.until("window.ran && ran.length === 3");
  await tab.evaluate(`document.body.insertAdjacentHTML("beforeend", '<img alt="" data-consent="counter" data-consent-src="${at("late.svg")}">')`);
  await tab.evaluate(settle);
  assert.deepEqual(seen().filter((name) => name.startsWith("m")), []);
  assert.ok(seen().includes("late.svg"));
  await tab.close();
});

test("loads scripts of its own after consent, in declared order, with their attributes", async () => {
  const services = [{ id: "tools", category: "statistics", scripts: [
    { src: at("one.js") + "?n=one", "data-key": "7" }, { src: at("two.js") + "?n=two" }] }];
  const tab = await open({ body: "", config: { services } });
  await tab.evaluate(settle);
  assert.deepEqual(seen(), []);
  await tab.evaluate("consentry.set(['tools'])");
  await tab.until("window.ran && ran.length === 2");
  assert.deepEqual(await tab.evaluate("ran"), ["one", "two"]);
  assert.equal(await tab.evaluate("document.querySelector('script[data-key]').dataset.key"), "7");
  await tab.close();
});

test("withdrawal deletes what lies on the own domain and loads the page again", async () => {
  const tab = await open();
  await tab.evaluate("consentry.acceptAll()");
  await tab.evaluate(`document.cookie = "_count9=1;path=/"; document.cookie = "mine=1;path=/"; localStorage.counted = 1; localStorage.mine = 1`);
  const again = tab.nextLoad();
  await tab.evaluate("void consentry.withdraw()");
  await again;
  web.forget();
  await tab.evaluate(settle);
  assert.match(await tab.evaluate("document.cookie"), /mine=1/);
  assert.doesNotMatch(await tab.evaluate("document.cookie"), /_count9/);
  assert.deepEqual(await tab.evaluate("[localStorage.getItem('counted'), localStorage.getItem('mine')]"), [null, "1"]);
  assert.deepEqual(seen(), []);
  await tab.close();
});

test("closing is no consent: Escape hides the banner for this page only", async () => {
  const tab = await open();
  await tab.press("Escape");
  assert.equal(await tab.evaluate(`${shadow}.querySelector("dialog")`), null);
  assert.equal(await tab.evaluate("consentry.state.decided"), false);
  await tab.go(web.site + "/");
  assert.equal(await tab.evaluate(`!!${shadow}.querySelector("dialog")`), true);
  await tab.close();
});

test("asks again, and says why, only when services changed", async () => {
  const tab = await open();
  await tab.evaluate("consentry.acceptAll()");
  serve(web, { body: marked(), config: { layout: "bar" } });
  await tab.go(web.site + "/");
  assert.equal(await tab.evaluate("consentry.state.decided"), true);
  web.forget();
  serve(web, { body: marked(), config: { services: [{ id: "other", category: "marketing", hosts: ["other.example"] }] } });
  await tab.go(web.site + "/");
  await tab.evaluate(settle);
  assert.match(await tab.evaluate(`${shadow}.querySelector("p").textContent`), /have changed/);
  assert.deepEqual(seen(), []);
  await tab.close();
});

test("honours Global Privacy Control as a refusal and shows it", async () => {
  const tab = await open({}, { before: "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })" });
  await tab.evaluate(settle);
  assert.deepEqual(seen(), []);
  assert.equal(await tab.evaluate(`${shadow}.querySelector("dialog")`), null);
  assert.match(await tab.evaluate(`${shadow}.querySelector(".o").textContent`), /GPC/);
  await tab.close();
});

test("the panel shows the stored state, nothing ticked before a choice, and saves single services", async () => {
  const tab = await open();
  await tab.evaluate(clickLabel("Settings"));
  await tab.until(`${shadow}.querySelector("dialog.p")`);
  const ticked = `[...${shadow}.querySelectorAll(".p input:checked:not(:disabled)")].length`;
  assert.equal(await tab.evaluate(ticked), 0);
  await tab.evaluate(`${shadow}.querySelectorAll(".p input")[3].click()`);
  await tab.evaluate(clickLabel("Save choice"));
  assert.deepEqual(await tab.evaluate("consentry.state.granted"), ["statistics"]);
  await tab.evaluate("consentry.open()");
  assert.equal(await tab.evaluate(ticked), 2);
  await tab.close();
});

test("keyboard: the banner takes the focus, Refuse is the second stop, focus returns after the panel", async () => {
  const tab = await open();
  const focused = `${shadow}.activeElement?.textContent ?? ""`;
  assert.equal(await tab.evaluate(`${shadow}.activeElement?.tagName`), "DIALOG");
  await tab.press("Tab");
  assert.equal(await tab.evaluate(focused), "Privacy statement");
  await tab.press("Tab");
  assert.equal(await tab.evaluate(focused), "Reject all");
  await tab.press("Tab");
  await tab.press("Tab");
  await tab.press("Enter");
  await tab.until(`${shadow}.querySelector("dialog.p")`);
  await tab.press("Escape");
  await tab.until(`!${shadow}.querySelector("dialog.p")`);
  assert.equal(await tab.evaluate(focused), "Settings");
  assert.equal(await tab.evaluate("consentry.state.decided"), false);
  await tab.close();
});

for (const [which, script] of [["as it is", ""], ["that cannot clean markup", "delete ShadowRoot.prototype.setHTML"]])
test(`works under a strict Content-Security-Policy with nonce and Trusted Types, and shifts nothing, in a browser ${which}`, async () => {
  const policy = "default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types consentry";
  const tab = await open(
    { headers: { "content-security-policy": policy }, attributes: ' nonce="abc"',
      body: '<script nonce="abc" type="text/plain" data-consent="statistics" src="/own.js?n=own"></script>',
      head: `<script nonce="abc">window.faults = []; addEventListener("securitypolicyviolation", (e) => faults.push(e.violatedDirective + e.blockedURI));
window.shift = 0; new PerformanceObserver((l) => l.getEntries().forEach((e) => (shift += e.value))).observe({ type: "layout-shift", buffered: true })</script>` },
    { before: script },
  );
  await tab.evaluate(clickLabel("Settings"));
  await tab.until(`${shadow}.querySelector("dialog.p")`);
  await tab.evaluate(clickLabel("Accept all"));
  await tab.until("window.ran");
  assert.deepEqual(await tab.evaluate("[faults, shift]"), [[], 0]);
  assert.equal(await tab.evaluate(`getComputedStyle(${shadow}.querySelector(".o")).position`), "fixed");
  await tab.close();
});

test("a page that the browser kept and shows again loads anew when the choice has changed meanwhile, and only then", async () => {
  const tab = await open();
  await tab.evaluate("consentry.acceptAll()");
  const back = `dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))`;
  await tab.evaluate(`window.stays = 1; ${back}`);
  await tab.evaluate(settle);
  assert.equal(await tab.evaluate("window.stays"), 1);
  const again = tab.nextLoad();
  await tab.evaluate(`document.cookie = document.cookie.replace(/~.*~([^~]*)~.*/, (_, id) => "~" + (Date.now() + 5).toString(36) + "~" + id + "~") + ";path=/"; ${back}`);
  await again;
  assert.deepEqual(await tab.evaluate("consentry.state.granted"), []);
  await tab.close();
});

test("an element #consentry-open, a link to it, and the address itself open the settings", async () => {
  const tab = await open({ body: '<a href="#consentry-open">Privacy</a><button id="consentry-open"><i>Cookies</i></button>' });
  const close = `${shadow}.querySelector(".p").close()`;
  for (const pressed of ["a", "i"]) {
    await tab.evaluate(`document.querySelector("main ${pressed}").click()`);
    await tab.until(`${shadow}.querySelector(".p[open]")`);
    await tab.evaluate(close);
    await tab.until(`!${shadow}.querySelector(".p")`);
  }
  assert.equal(await tab.evaluate("location.hash"), "", "the page stays where it is");
  await tab.go(web.site + "/?again#consentry-open");
  await tab.until(`${shadow}.querySelector(".p[open]")`);
  await tab.close();
});

test("a page that throws everything out, as single-page applications do, keeps banner and gate", async () => {
  const tab = await open();
  await tab.evaluate(`history.pushState({}, "", "/other"); document.body.replaceChildren(document.createElement("div"))`);
  await tab.until(`${shadow}.querySelector("dialog").checkVisibility()`);
  await tab.evaluate("consentry.set(['statistics'])");
  await tab.evaluate(`document.querySelector("div").innerHTML = '<img alt="" data-consent="statistics" data-consent-src="${at("spa.svg")}">'`);
  await tab.evaluate(settle);
  assert.ok(seen().includes("spa.svg"));
  await tab.close();
});

test("where Trusted Types allow other names only, it asks and refuses all the same", async () => {
  const tab = await open({ headers: { "content-security-policy": "require-trusted-types-for 'script'; trusted-types other" } });
  assert.equal(await tab.evaluate(`${shadow}.querySelector("dialog").checkVisibility()`), true);
  await tab.evaluate(clickLabel("Reject all"));
  assert.equal(await tab.evaluate("consentry.state.decided"), true);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("texts are texts: markup in them is shown, not made", async () => {
  const texts = { en: { title: 'A <b>"bold"</b> & <img src=x onerror="ran=1">', accept: "Accept & go", reject: "Reject <all>" } };
  const tab = await open({ config: { texts } });
  assert.equal(await tab.evaluate(`${shadow}.querySelector("h2").textContent`), texts.en.title);
  assert.equal(await tab.evaluate(`${shadow}.querySelector("dialog").getAttribute("aria-label")`), texts.en.title);
  assert.equal(await tab.evaluate(`${shadow}.querySelector("b, img")`), null);
  await tab.evaluate(clickLabel("Reject <all>"));
  assert.equal(await tab.evaluate("consentry.state.decided"), true);
  await tab.close();
});

test("Consent Mode: denied before the first tag, updated with the choice", async () => {
  const tab = await open({ config: { consentMode: {} }, body: "" });
  await tab.evaluate("consentry.set(['statistics'])");
  await tab.until("dataLayer.length === 3");
  const layer = await tab.evaluate("dataLayer.map((each) => each.event ? each : [...each])");
  assert.deepEqual(layer[0].slice(0, 2), ["consent", "default"]);
  assert.equal(layer[0][2].ad_storage, "denied");
  assert.equal(layer[1][2].analytics_storage, "granted");
  assert.equal(layer[1][2].ad_user_data, "denied");
  assert.deepEqual(layer[2], { event: "consentry_choice", consentry_granted: ["statistics"] });
  await tab.close();
});

test("delivers a choice once the server answers, with the same key, and nothing personal", async () => {
  web.answerConsentsWith(503);
  const tab = await open({ config: { server: web.site }, body: "" });
  await tab.evaluate(clickLabel("Reject all"));
  await tab.evaluate(settle);
  web.answerConsentsWith(201);
  await tab.go(web.site + "/");
  await tab.until("localStorage['consentry-queue'] === '[]'");
  const [first, second] = web.consents;
  assert.deepEqual([first.status, second.status], [503, 201]);
  assert.deepEqual(first.record, second.record);
  assert.deepEqual(Object.keys(first.record), ["site", "id", "key", "event", "purposes", "services", "notice", "language", "layout", "clicks", "ms", "time", "signals"]);
  assert.equal(first.record.event, "reject_all");
  assert.equal(first.record.clicks, 1);
  await tab.close();
});

test("sends nothing without a server", async () => {
  const tab = await open({ body: "" });
  await tab.evaluate("consentry.acceptAll()");
  assert.equal(web.requests.filter(({ method }) => method !== "GET").length, 0);
  await tab.close();
});
