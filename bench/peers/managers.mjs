// SPDX-License-Identifier: Apache-2.0
// How each consent manager is put on a page, as its own documentation says, with the third-party
// scripts at `gated` waiting for consent. What a page gets:
//   files    path -> { type, body }, served by the site itself
//   head     what stands first in the head;  body: what stands last in the body
//   banner, accept, reject   JavaScript that gives the element, or null as long as there is none
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { publishSite } from "../../test/web/tag/published.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "..", "node_modules");
const TYPES = { js: "text/javascript", css: "text/css", html: "text/html" };
const version = (name) => JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8")).version;
const file = (path) => ({ type: TYPES[path.split(".").at(-1)], body: readFileSync(path, "utf8") });
const one = (selector) => `document.querySelector(${JSON.stringify(selector)})`;
const named = (name, paths) => new Map(paths.map((path) => [`/m/${path.split("/").at(-1)}`, file(join(packages, name, path))]));

/** Ours: the tag of a small shop. `extra` goes into its configuration; `inline`: in the page itself. */
function consentry(gated, nonce, { extra = {}, inline = false } = {}) {
  const tag = publishSite(extra).files;
  const shadow = 'document.querySelector("consentry-banner")?.shadowRoot';
  const button = (label) => `[...(${shadow}?.querySelectorAll("dialog button") ?? [])].find((each) => each.textContent === "${label}")`;
  // Keeps the browser from loading ahead of the tag (docs/tag.md).
  const halt = extra.autoblock ? '<meta http-equiv="Content-Security-Policy" content="base-uri *">' : "";
  return {
    files: new Map(Object.entries(tag).map(([name, body]) => [`/m/${name}`, { type: TYPES.js, body }])),
    head: (inline ? `<script data-from="/m/shop.js"${nonce}>${tag["shop.js"]}</script>` : `<script src="/m/shop.js"${nonce}></script>`) + halt,
    body: gated.map((src) => `<script type="text/plain" data-consent="statistics" src="${src}"${nonce}></script>`).join("\n"),
    banner: `${shadow}?.querySelector("dialog")`,
    accept: button("Accept all"),
    reject: button("Reject all"),
  };
}

// What nobody who asks can do without: look for a choice, show two buttons before the first paint, remember, let
// marked scripts go. No languages, no settings, no withdrawal, no proof, nothing held back.
const BARE = `(() => {
if (/consent=/.test(document.cookie)) return;
const host = document.createElement("bare-banner"), root = host.attachShadow({ mode: "open" });
root.innerHTML = '<style>dialog{position:fixed;inset:auto 1em 1em;margin:auto;max-width:40em}</style><dialog open><p>We would like to count visits.</p><button>Accept all</button><button>Reject all</button></dialog>';
root.addEventListener("click", ({ target }) => {
  document.cookie = "consent=" + target.textContent + ";path=/;max-age=9999999";
  host.remove();
  if (target.textContent !== "Accept all") return;
  setTimeout(() => { for (const held of document.querySelectorAll("[data-src]")) document.head.append(Object.assign(document.createElement("script"), { src: held.dataset.src })); });
});
document.documentElement.append(host);
})()`;

function bareBanner(gated, nonce) {
  const button = (at) => `document.querySelector("bare-banner")?.shadowRoot.querySelectorAll("button")[${at}]`;
  return {
    files: new Map([["/m/bare.js", { type: TYPES.js, body: BARE }]]),
    head: `<script src="/m/bare.js"${nonce}></script>`,
    body: gated.map((src) => `<script type="text/plain" data-src="${src}"></script>`).join("\n"),
    banner: 'document.querySelector("bare-banner")?.shadowRoot.querySelector("dialog")',
    accept: button(0),
    reject: button(1),
  };
}

function klaro(gated, nonce) {
  return {
    files: named("klaro", ["dist/klaro.js"]),
    head: `<script${nonce}>var klaroConfig = { version: 1, elementID: "klaro", storageMethod: "cookie", acceptAll: true, lang: "en", default: false,
  translations: { en: { privacyPolicyUrl: "/privacy", purposes: { statistics: { title: "Statistics" } } } },
  services: [{ name: "counter", title: "Counter", purposes: ["statistics"] }] };</script>
<script defer src="/m/klaro.js"${nonce}></script>`,
    body: gated.map((src) => `<script type="text/plain" data-type="text/javascript" data-name="counter" data-src="${src}"${nonce}></script>`).join("\n"),
    banner: one(".klaro .cookie-notice"),
    accept: one(".klaro .cookie-notice .cm-btn-success"),
    reject: one(".klaro .cookie-notice .cn-decline"),
  };
}

function vanillaCookieConsent(gated, nonce) {
  return {
    files: named("vanilla-cookieconsent", ["dist/cookieconsent.umd.js", "dist/cookieconsent.css"]),
    head: `<link rel="stylesheet" href="/m/cookieconsent.css"><script defer src="/m/cookieconsent.umd.js"${nonce}></script>
<script${nonce}>addEventListener("DOMContentLoaded", () => CookieConsent.run({
  categories: { necessary: { enabled: true, readOnly: true }, statistics: {} },
  language: { default: "en", translations: { en: {
    consentModal: { title: "Cookies", description: "We would like to count visits. You can change your choice at any time.",
      acceptAllBtn: "Accept all", acceptNecessaryBtn: "Reject all", showPreferencesBtn: "Settings" },
    preferencesModal: { title: "Settings", acceptAllBtn: "Accept all", acceptNecessaryBtn: "Reject all", savePreferencesBtn: "Save",
      sections: [{ title: "Necessary", linkedCategory: "necessary" }, { title: "Statistics", linkedCategory: "statistics" }] } } } } }));</script>`,
    body: gated.map((src) => `<script type="text/plain" data-category="statistics" src="${src}"${nonce}></script>`).join("\n"),
    banner: one("#cc-main .cm"),
    accept: one('#cc-main .cm [data-role="all"]'),
    reject: one('#cc-main .cm [data-role="necessary"]'),
  };
}

function tarteaucitron(gated, nonce) {
  const home = join(packages, "tarteaucitronjs");
  const files = new Map(readdirSync(home, { recursive: true }).filter((path) => /\.(js|css)$/.test(path)).map((path) => [`/m/${path}`, file(join(home, path))]));
  return {
    files,
    head: `<script src="/m/tarteaucitron.min.js"${nonce}></script>
<script${nonce}>tarteaucitronForceLanguage = "en";
tarteaucitron.init({ privacyUrl: "/privacy", orientation: "bottom", DenyAllCta: true, AcceptAllCta: true, highPrivacy: true });
tarteaucitron.services.counter = { key: "counter", type: "analytic", name: "Counter", uri: "/privacy", needConsent: true, cookies: [],
  js() { for (const src of ${JSON.stringify(gated)}) tarteaucitron.addScript(src); } };</script>`,
    body: `<script${nonce}>(tarteaucitron.job = tarteaucitron.job || []).push("counter");</script>`,
    banner: one("#tarteaucitronAlertBig"),
    accept: one("#tarteaucitronPersonalize2"),
    reject: one("#tarteaucitronAllDenied2"),
  };
}

function orejime(gated, nonce) {
  return {
    files: named("orejime", ["dist/orejime-standard-en.js", "dist/orejime-standard.css"]),
    head: `<link rel="stylesheet" href="/m/orejime-standard.css"><script${nonce}>var orejimeConfig = { privacyPolicyUrl: "/privacy",
  purposes: [{ id: "statistics", title: "Statistics", cookies: [] }] };</script><script defer src="/m/orejime-standard-en.js"${nonce}></script>`,
    body: gated.map((src) => `<template data-purpose="statistics"><script src="${src}"${nonce}></script></template>`).join("\n"),
    banner: one(".orejime-Banner"),
    accept: one(".orejime-Banner .orejime-Button--save"),
    reject: one(".orejime-Banner .orejime-Button--decline"),
  };
}

// It asks and remembers; what follows is the site's own code.
function osano(gated, nonce) {
  return {
    files: named("cookieconsent", ["build/cookieconsent.min.js", "build/cookieconsent.min.css"]),
    head: `<link rel="stylesheet" href="/m/cookieconsent.min.css"><script defer src="/m/cookieconsent.min.js"${nonce}></script>
<script${nonce}>addEventListener("DOMContentLoaded", () => { const act = (status) => {
    if (status === "allow") for (const src of ${JSON.stringify(gated)}) document.head.append(Object.assign(document.createElement("script"), { src })); };
  cookieconsent.initialise({ type: "opt-in", palette: { popup: { background: "#000" }, button: { background: "#f1d600" } },
    onInitialise: act, onStatusChange: act }); });</script>`,
    body: "",
    banner: one(".cc-window:not(.cc-invisible)"),
    accept: one(".cc-window .cc-allow"),
    reject: one(".cc-window .cc-deny"),
  };
}

// c15t has no file for a page: bundled by esbuild with the hand-made banner of its manual, no panel.
const c15tBundle = (await build({
  entryPoints: [join(here, "c15t_page.js")], bundle: true, minify: true, write: false, format: "iife", target: "chrome120",
  define: { "process.env.NODE_ENV": '"production"' },
})).outputFiles[0].text;

function c15t(gated, nonce, { blocker } = {}) {
  const options = {
    mode: "offline", overrides: { country: "DE" }, consentCategories: ["necessary", "measurement"],
    scripts: gated.map((src, at) => ({ id: `s${at}`, src, category: "measurement" })),
    ...(blocker ? { networkBlocker: { enabled: true, rules: [{ id: "third", domain: blocker, category: "measurement" }] } } : {}),
  };
  const setup = `<script${nonce}>window.c15tOptions = ${JSON.stringify(options)};</script>`;
  return {
    files: new Map([["/m/c15t.js", { type: TYPES.js, body: c15tBundle }]]),
    // With its network blocker it must run before what it is to block, and it fails without a body.
    head: setup + (blocker ? "" : `<script defer src="/m/c15t.js"${nonce}></script>`),
    start: blocker ? `<script src="/m/c15t.js"${nonce}></script>` : "",
    body: "",
    banner: one("#consent-banner"),
    accept: one("#consent-accept"),
    reject: one("#consent-reject"),
  };
}

const peer = (name, make, shown = name) => ({ name: shown, version: version(name), make });

/** Each `make(gated, nonce, options)` answers what was said above; `nonce` is ` nonce="..."` or nothing. */
export const ours = { name: "consentry", version: "this tree", make: consentry };
/** The floor: no manager, and no peer. */
export const bare = { name: "bare banner (floor)", version: "", make: bareBanner };
export const peers = [
  peer("klaro", klaro),
  peer("vanilla-cookieconsent", vanillaCookieConsent),
  peer("tarteaucitronjs", tarteaucitron),
  peer("orejime", orejime),
  peer("cookieconsent", osano, "cookieconsent (Osano)"),
  peer("c15t", c15t, "c15t, hand-made banner"),
];
