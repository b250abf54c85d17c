// SPDX-License-Identifier: Apache-2.0
// The example configurations that consent managers ship, imported by the program and shown by the tag:
// the same categories, services and texts. What an example says is found out by running it here, which
// the program never does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { shadow, startBrowser } from "../web/tag/browser.mjs";
import { root, serve } from "../web/tag/published.mjs";
import { startWeb } from "../web/tag/web_server.mjs";

const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "import-"));
let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([browser?.stop(), web?.stop()]);
});

const shipped = (path) => readFileSync(join(root, "node_modules", path), "utf8");
/** Code blocks of a readme that hold a word. */
const blocks = (markdown, word) => [...markdown.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, text]) => text).filter((text) => text.includes(word));

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function imported(...files) {
  return JSON.parse(execFileSync(program, ["site", "import", ...files, "--dry-run"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}

/** What a visitor reads: the banner, then each category of the panel with its services. */
async function shown(config, lang = "en") {
  serve(web, { config: { ...config, site: "shop" }, lang });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  const banner = await tab.evaluate(`${shadow}.querySelector("dialog").innerText`);
  await tab.evaluate("consentry.open()");
  await tab.until(`${shadow}.querySelector("dialog.p[open]")`);
  const panel = await tab.evaluate(`[...${shadow}.querySelectorAll("dialog.p section")].map((section) => ({
    name: section.querySelector("label bdi").textContent, about: section.querySelector("p").textContent,
    services: [...section.querySelectorAll("li")].map((row) => ({ name: row.querySelector("bdi").textContent, about: row.querySelector("small").textContent })) }))`);
  const whole = await tab.evaluate(`${shadow}.querySelector("dialog.p").textContent`);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
  return { banner, panel, whole };
}

function valueOf(text, name, globals = {}) {
  const context = createContext({ console, ...globals });
  runInContext(text, context);
  return context[name];
}

test("Klaro's annotated example shows its purposes, services and texts, in both its languages", async () => {
  const text = shipped("klaro/dist/config.js");
  const theirs = valueOf(text, "klaroConfig");
  const config = imported(join(root, "node_modules/klaro/dist/config.js"));
  for (const lang of ["en", "de"]) {
    const texts = theirs.translations[lang];
    const { panel, whole } = await shown(config, lang);
    const names = panel.map(({ name }) => name);
    for (const name of Object.values(texts.purposes)) {
      const used = theirs.services.some(({ purposes }) => texts.purposes[purposes[0]] === name);
      if (used) assert.ok(names.includes(name), `${name} of ${names}`);
    }
    const rows = panel.flatMap(({ services }) => services);
    assert.equal(rows.length, theirs.services.length);
    for (const service of theirs.services) {
      const title = service.title ?? texts[service.name]?.title ?? service.name;
      const row = rows.find(({ name }) => name === title);
      assert.ok(row, `${title} of ${rows.map(({ name }) => name)}`);
      assert.ok(row.about.includes(texts[service.name]?.description ?? ""), row.about);
    }
    assert.ok(whole.includes(texts.consentModal.description));
  }
  const categories = config.categories.map((each) => each.id ?? each);
  for (const purpose of new Set(theirs.services.flatMap(({ purposes }) => purposes))) assert.ok(categories.includes(purpose), purpose);
});

test("Orejime's annotated example shows its purposes and their groups", async () => {
  const [text] = blocks(shipped("orejime/README.md"), "var orejimeConfig");
  const theirs = valueOf(text, "orejimeConfig", { GTM_UA: "1", location: { hostname: "x" } });
  const { panel, whole } = await shown(imported(file("orejime.js", text)));
  const names = panel.map(({ name }) => name);
  const rows = panel.flatMap(({ services }) => services.map(({ name }) => name));
  for (const purpose of theirs.purposes) {
    assert.ok(purpose.isMandatory || names.includes(purpose.title), purpose.title);
    for (const each of purpose.purposes ?? [purpose]) assert.ok(rows.includes(each.title), each.title);
    if (purpose.description) assert.ok(whole.includes(purpose.description), purpose.description);
  }
  assert.ok(whole.includes(theirs.translations.modal.description));
});

test("tarteaucitron's example with its services file and language shows the services of a page", async () => {
  const readme = shipped("tarteaucitronjs/README.md");
  const page = file("page.html", `${blocks(readme, "tarteaucitron.init(")[0]}
<script>(tarteaucitron.job = tarteaucitron.job || []).push("youtube", "matomocloud", "mycustomservice");</script>
<script>${blocks(readme, "mycustomservice")[0]}</script>`);
  const services = join(root, "node_modules/tarteaucitronjs/tarteaucitron.services.js");
  const language = join(root, "node_modules/tarteaucitronjs/lang/tarteaucitron.nl.js");
  const texts = valueOf(`tarteaucitron = {};${readFileSync(language, "utf8")}`, "tarteaucitron").lang;
  const config = imported(page, services, language);
  const { banner, panel } = await shown(config, "nl");
  const rows = Object.fromEntries(panel.map(({ name, services: each }) => [name, each.map(({ name: one }) => one)]));
  assert.deepEqual(rows[texts.video.title], ["YouTube"]);
  assert.deepEqual(rows[texts.ads.title], ["MyCustomService"]);
  assert.equal(rows[texts.analytic.title].length, 1);
  for (const text of [texts.denyAll, texts.acceptAll, texts.personalize]) assert.ok(banner.includes(text.replace(/^[✓✗] /, "")), banner);
});

test("a configuration of vanilla-cookieconsent as its types allow shows the same", async () => {
  const theirs = {
    categories: { necessary: { readOnly: true }, analytics: { services: { counter: { label: "Counter" }, maps: { label: "Our map" } } }, ads: {} },
    language: { default: "en", translations: { en: {
      consentModal: { title: "We ask first", description: "May we count?", acceptAllBtn: "Yes to all", acceptNecessaryBtn: "No to all", showPreferencesBtn: "Choose" },
      preferencesModal: { savePreferencesBtn: "Keep this", sections: [
        { title: "Needed", description: "Keeps the shop open.", linkedCategory: "necessary" },
        { title: "Counting", description: "How many came.", linkedCategory: "analytics" },
        { title: "Adverts", description: "Pays the rent.", linkedCategory: "ads" }] } } } },
  };
  const { banner, panel, whole } = await shown(imported(file("vanilla.js", `CookieConsent.run(${JSON.stringify(theirs)})`)));
  for (const text of Object.values(theirs.language.translations.en.consentModal)) assert.ok(banner.includes(text), banner);
  assert.deepEqual(panel.map(({ name, services }) => [name, services.map((each) => each.name)]),
    [["Needed", []], ["Counting", ["Counter", "Our map"]], ["Adverts", []]]);
  assert.ok(whole.includes("Keep this") && whole.includes("How many came."));
});
