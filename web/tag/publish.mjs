// SPDX-License-Identifier: Apache-2.0
// Configuration + prebuilt scripts + texts -> the files of one site. Pure: no file, no clock, no
// network. The result is a JSON value in front of unchanged scripts, so any program can do the same:
//   {let $C=SITE,$H=[];PARTS CORE}   and   {let $P=TEXTS;PANEL}
// With a server there is a page beside them, for visitors without scripts (form.mjs).
import { createHash } from "node:crypto";
import { findFaults } from "./faults.mjs";
import { choiceForm } from "./form.mjs";
import { bannerSheet } from "./theme.mjs";

/** Which category grants which signal of Google Consent Mode v2. */
const SIGNALS = {
  ad_storage: "marketing",
  ad_user_data: "marketing",
  ad_personalization: "marketing",
  analytics_storage: "statistics",
  functionality_storage: "functional",
  personalization_storage: "functional",
};
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];
/**
 * Languages that go by names with which no text begins, in lower case, and the texts that serve them, the better
 * first. Of two that fit, the earlier is taken.
 */
const OTHER_NAMES = [
  ["zh-hant", ["zh-Hant", "zh-Hans"]], ["zh-tw", ["zh-Hant", "zh-Hans"]], ["zh-hk", ["zh-Hant", "zh-Hans"]],
  ["zh-mo", ["zh-Hant", "zh-Hans"]], ["zh", ["zh-Hans", "zh-Hant"]],
  ["sr-latn", ["sr-Latn", "sr-Cyrl"]], ["sr-me", ["sr-Latn", "sr-Cyrl"]], ["sr", ["sr-Cyrl", "sr-Latn"]],
  ["no", ["nb", "nn"]], ["tl", ["fil"]],
];
/** Other programs' switches for consent: their signals, and which category grants each. */
export const INTERFACES = {
  uet: { ad_storage: "marketing" },
  clarity: { ad_Storage: "marketing", analytics_Storage: "statistics" },
  matomo: { tracking: "statistics" },
  meta: { consent: "marketing" },
  wordpress: { preferences: "functional", statistics: "statistics", "statistics-anonymous": "statistics", marketing: "marketing" },
};
/** Managers whose calls and markup the pages may still use. */
export const ADAPTERS = ["cookiebot", "cookiefirst", "klaro", "vanilla-cookieconsent"];
const GPC = { ignore: 0, refuse: 1, ask: 2 };
const DAYS_A_MONTH = 30.44;

// "<" could end the script element of a page that holds the file inline.
const json = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** A category is an id with ready-made texts, or an object with own names and descriptions. */
function categoriesOf(config) {
  return config.categories.map((each) => (typeof each === "string" ? { id: each } : each));
}

function textsFor(config, translations, language) {
  const base = translations[language];
  const own = config.texts?.[language] ?? {};
  const categories = categoriesOf(config).map(({ id, name, description }) => [
    name?.[language] ?? base.categories[id]?.name,
    description?.[language] ?? base.categories[id]?.description,
  ]);
  return { ...base, ...own, categories };
}

// Whoever names no service may still have partners, by what the pages mark or autoblock holds; how many
// is not known.
const withoutNumber = (text) => text.replace(/ ?(\(\{count\}\)|（\{count\}）)/, "");

function bannerTexts(config, texts, tag) {
  const optional = config.services.filter(({ category }) => category !== categoriesOf(config)[0].id);
  const body = fill(optional.length > 0 ? texts.body : withoutNumber(texts.body), {
    // Whose domains the choice is for must be named (ACC-07).
    owner: config.sisters?.length > 0 ? `${config.owner} (${config.sisters.join(", ")})` : config.owner,
    count: String(optional.length),
    purposes: texts.categories.slice(1).map(([name]) => name).join(", "),
  });
  const { title, accept, reject, settings, reopen, privacy, gpc, changed } = texts;
  return [title, body, accept, reject, settings, reopen, config.privacy ? privacy : "", changed + " ",
    // Without a question there is no banner for it to stand in; the panel has it always.
    config.gpc === "ask" ? gpc + " " : "", ...(RIGHT_TO_LEFT.includes(tag.split("-")[0]) ? ["rtl"] : [])];
}

function panelTexts(config, texts, tag) {
  const { save, close, always, withdraw, number, stores, gpc, optOut, left, categories } = texts;
  const services = Object.fromEntries(config.services.map(({ id, name, hosts = [], label, description, optOut }) =>
    [id, [label?.[tag] ?? name ?? id, hosts.join(", "), ...(description?.[tag] || optOut ? [description?.[tag] ?? ""] : []),
      ...(optOut ? [optOut] : [])]]));
  return { save, close, always, withdraw, number, stores, gpc, optOut, left, categories, services };
}

/** Names of services with placeholders, and the three texts of one by language; English where none is ready. */
function placeholders(config, texts, languages) {
  const shown = config.services.filter(({ placeholder }) => placeholder);
  if (shown.length === 0) return undefined;
  return {
    n: Object.fromEntries(shown.map(({ id, name }) => [id, name ?? id])),
    t: Object.fromEntries(languages.map((tag) => [tag, texts[tag] ?? texts.en])),
  };
}

/** Changes when a category, a service, what it stores or where it connects changes; not with texts. */
export function noticeVersion(config) {
  const asked = [
    categoriesOf(config).map(({ id }) => id),
    config.services.map(({ id, category, hosts = [], stores = [] }) => [id, category, hosts, stores]),
  ];
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 8);
}

function consentMode({ signals = SIGNALS, regions = [], waitMs = 500 }, categories) {
  const m = Object.fromEntries(Object.entries(signals).filter(([, category]) => categories.includes(category)));
  const all = (value) => Object.fromEntries(Object.keys(signals).map((name) => [name, value]));
  const d = [{ ...all("denied"), security_storage: "granted", wait_for_update: waitMs }];
  for (const { region, granted = [] } of regions) {
    d.push({ ...all("denied"), ...Object.fromEntries(granted.map((name) => [name, "granted"])), region });
  }
  return { d, m };
}

function interfaces(config) {
  const asked = [...categoriesOf(config), ...config.services].map(({ id }) => id);
  return Object.fromEntries(Object.entries(config.interfaces).map(([name, own]) => {
    const signals = Object.entries(Object.keys(own).length > 0 ? own : INTERFACES[name]);
    return [name, Object.fromEntries(signals.filter(([, key]) => asked.includes(key)))];
  }));
}

/** Nothing where no language has another name; with one language nothing is chosen. */
function otherNames(languages) {
  if (languages.length < 2) return [];
  return OTHER_NAMES.map(([name, fitting]) => [name, fitting.find((tag) => languages.includes(tag))]).filter(([, tag]) => tag);
}

function siteValue(config, { bundles, translations }, languages) {
  const k = categoriesOf(config).map(({ id }) => id);
  const site = {
    i: config.site,
    h: noticeVersion(config),
    k,
    v: config.services.map(({ id, category, hosts = [], stores = [], scripts }) =>
      [id, k.indexOf(category), stores,
        ...(config.autoblock || scripts ? [config.autoblock ? hosts : 0] : []), ...(scripts ? [scripts] : [])]),
    l: config.layout ?? "box",
    c: bannerSheet(config.layout ?? "box", config.theme ?? {}),
    t: Object.fromEntries(languages.map((tag) => [tag, bannerTexts(config, textsFor(config, translations, tag), tag)])),
    d: Math.round((config.months ?? 6) * DAYS_A_MONTH),
    g: GPC[config.gpc ?? "refuse"],
  };
  if (config.privacy) site.p = config.privacy;
  if (config.cookieDomain) site.o = config.cookieDomain;
  if (config.consentMode) site.w = consentMode(config.consentMode, k);
  if (config.server) site.e = config.server.replace(/\/$/, "") + "/v1/consents";
  if (config.withdrawal) site.u = config.withdrawal;
  if (config.button === false) site.n = 1;
  if (Object.keys(config.interfaces ?? {}).length > 0) site.x = interfaces(config);
  if (config.sisters?.length > 0) site.s = config.sisters;
  const q = placeholders(config, bundles.placeholderTexts, languages);
  if (q) site.q = q;
  if (config.autoblock) site.b = config.ownHosts ?? [];
  const names = otherNames(languages);
  if (names.length > 0) site.a = Object.fromEntries(names);
  return site;
}

function formFor(config, translations, [language]) {
  const texts = textsFor(config, translations, language);
  const banner = bannerTexts(config, texts, language);
  return choiceForm({
    site: config.site, notice: noticeVersion(config), server: config.server.replace(/\/$/, ""), privacy: config.privacy ?? "", language,
    direction: banner[9] ?? "ltr", ids: categoriesOf(config).map(({ id }) => id), banner,
    languages: (config.languages ?? ["en"]).map((tag) => [tag, textsFor(config, translations, tag).language]),
    categories: texts.categories, save: texts.save,
  });
}

/** Only what a site uses travels to its visitors. */
function partsOf(config, bundles) {
  const parts = [];
  // Before autoblock, which reads what may load this time.
  if (config.services.some(({ placeholder }) => placeholder)) parts.push(bundles.placeholder);
  if (config.autoblock) parts.push(bundles.autoblock);
  if (config.consentMode) parts.push(bundles.consentMode);
  if (config.services.some(({ stores = [] }) => stores.length > 0)) parts.push(bundles.erase);
  if (config.withdrawal) parts.push(bundles.withdrawal);
  if (config.services.some(({ scripts }) => scripts)) parts.push(bundles.scripts);
  if (config.sisters?.length > 0) parts.push(bundles.sisters);
  if (config.server && config.statistics !== false) parts.push(bundles.shown);
  if (config.server) parts.push(bundles.delivery);
  for (const name of Object.keys(INTERFACES)) if (config.interfaces?.[name]) parts.push(bundles.interfaces[name]);
  for (const name of ADAPTERS) if (config.adapters?.includes(name)) parts.push(bundles.adapters[name]);
  return parts;
}

/**
 * bundles: { core, panel, autoblock, consentMode, erase, withdrawal, scripts, delivery, placeholder, sisters, shown, otherNames,
 *   interfaces, adapters }, the last two by name, texts of build/assets/tag, and placeholderTexts, data/placeholder-texts.json.
 * translations: texts by language, of data/translations/tag.
 * Answers { files: { name: text }, notice, faults }; with faults there are no files.
 */
export function publish(config, { bundles, translations }) {
  const faults = findFaults(config, translations, { interfaces: INTERFACES, adapters: ADAPTERS, signals: SIGNALS });
  if (faults.length > 0) return { files: {}, notice: "", faults };
  const languages = config.languages ?? ["en"];
  const parts = partsOf(config, bundles);
  const files = {};
  const add = (name, tags) => {
    const panel = Object.fromEntries(tags.map((tag) => [tag, panelTexts(config, textsFor(config, translations, tag), tag)]));
    const code = [...parts, ...(otherNames(tags).length > 0 ? [bundles.otherNames] : []), bundles.core];
    files[`${name}.js`] = `{let $C=${json(siteValue(config, { bundles, translations }, tags))},$H=[];${code.join("")}}\n`;
    files[`${name}.panel.js`] = `{let $P=${json(panel)};${bundles.panel}}\n`;
    if (config.server) files[`${name}.html`] = formFor(config, translations, tags);
  };
  add(config.site, languages);
  // For pages that name their language in the address, and for servers that pick it.
  if (languages.length > 1) for (const tag of languages) add(`${config.site}.${tag}`, [tag]);
  return { files, notice: noticeVersion(config), faults };
}
