// SPDX-License-Identifier: Apache-2.0
// What is wrong with a configuration, all of it at once, each with the key it is about.
import { themeFaults } from "./theme.mjs";

const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const HOST = /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$/;
// Visitors are sent there, so it is said without a detour; a path is one of the site's own.
const OPT_OUT = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/[^\s"<>\\]*)?$/;
const PATH = /^\/[\w.~/-]{1,200}$/;
// "cookies" would take the necessary ones too.
const CLEARED = ["cache", "storage"];
const ORIGIN = /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?\/?$/;
const DOMAIN = /^\.?[a-z0-9-]+(\.[a-z0-9-]+)*$/;
const STORED = /^[^\s;=,<*]{1,80}\*?$/;
const LAYOUTS = ["bar", "box", "corner", "centre"];
const CHOICES = { gpc: ["refuse", "ask", "ignore"], autoblock: ["strict"], layout: LAYOUTS };
const LONGEST_LABEL = 28;
// A record of a refusal shorter than half a year is asked for again too soon (UI-24); a year is long.
const MONTHS = [6, 13];

function categoryFaults(config, translations, languages) {
  const faults = [];
  for (const each of config.categories) {
    const { id, name, description } = typeof each === "string" ? { id: each } : each;
    if (!ID.test(id ?? "")) faults.push(`categories: '${id}' is no id`);
    for (const tag of languages) {
      const ready = translations[tag]?.categories[id];
      if (!(name?.[tag] ?? ready?.name) || !(description?.[tag] ?? ready?.description))
        faults.push(`categories: '${id}' has no name or description in ${tag}`);
    }
  }
  return faults;
}

function serviceFaults(config, categories) {
  const faults = [];
  const seen = new Set(categories);
  for (const { id, category, hosts = [], stores = [], scripts = [], optOut } of config.services) {
    if (!ID.test(id ?? "")) faults.push(`services: '${id}' is no id`);
    if (seen.has(id)) faults.push(`services: '${id}' stands twice`);
    seen.add(id);
    if (!categories.includes(category)) faults.push(`services: '${id}' has no category '${category}'`);
    for (const host of hosts) if (!HOST.test(host)) faults.push(`services: '${id}': '${host}' is no host`);
    for (const name of stores) if (!STORED.test(name)) faults.push(`services: '${id}': '${name}' is no stored name`);
    if (optOut !== undefined && !OPT_OUT.test(optOut)) faults.push(`services: '${id}': '${optOut}' is no https address`);
    for (const script of scripts) if (!script.src) faults.push(`services: '${id}': a script without src`);
  }
  return faults;
}

/** Addresses that browsers would take for something else, and say nothing. */
function addressFaults({ server, privacy, cookieDomain, ownHosts = [] }) {
  const faults = [];
  if (server && !ORIGIN.test(server)) faults.push("server: an origin such as https://consent.example is needed");
  const scheme = /^([^:/?#]*):/.exec(privacy ?? "")?.[1].toLowerCase();
  if (!["http", "https", undefined].includes(scheme) || /[\t\n\v\f\r "<>\\]/.test(privacy ?? ""))
    faults.push("privacy: a path, or an address of http or https, is needed");
  if (cookieDomain && !DOMAIN.test(cookieDomain)) faults.push(`cookieDomain: '${cookieDomain}' is no host name`);
  for (const host of ownHosts) if (!HOST.test(host)) faults.push(`ownHosts: '${host}' is no host`);
  return faults;
}

/** Own texts that no part of the banner would show; a group may share languages that a site has not. */
function textFaults({ texts = {} }, translations) {
  return Object.keys(texts).sort().flatMap((tag) =>
    translations[tag]
      ? Object.keys(texts[tag]).sort().filter((key) => key === "categories" || translations[tag][key] === undefined).map((key) => `texts: ${tag}: there is no text '${key}'`)
      : [`texts: no language '${tag}'`]);
}

/** The usual ones may name a category that the site has not: then nobody is asked, and nothing granted. */
function consentModeFaults({ consentMode }, categories, usual) {
  const faults = [];
  const known = [...Object.keys(usual), "security_storage"];
  for (const [signal, category] of Object.entries(consentMode?.signals ?? {})) {
    if (!known.includes(signal)) faults.push(`consentMode: there is no signal '${signal}'`);
    if (usual[signal] !== category && !categories.includes(category)) faults.push(`consentMode: ${signal}: there is no category '${category}'`);
  }
  for (const { granted = [] } of consentMode?.regions ?? [])
    for (const signal of granted) if (!known.includes(signal)) faults.push(`consentMode: regions: there is no signal '${signal}'`);
  return faults;
}

const sisterFaults = ({ sisters = [] }) =>
  sisters.filter((host) => !HOST.test(host) || /[*:]/.test(host)).map((host) => `sisters: '${host}' is no host name`);

function withdrawalFaults({ withdrawal, clearSiteData = [] }) {
  const faults = [];
  // In front of it: asked in the folder of the visitor's page, whichever that is.
  const path = withdrawal?.replace(/^\/\*(?=\/)/, "");
  if (path !== undefined && (!PATH.test(path) || path.startsWith("//"))) faults.push("withdrawal: a path of the site itself is needed");
  for (const kind of clearSiteData) if (!CLEARED.includes(kind)) faults.push(`clearSiteData: one of ${CLEARED.join(", ")}`);
  if (clearSiteData.length > 0 && withdrawal === undefined) faults.push("clearSiteData: it is sent by withdrawal, which is not set");
  return faults;
}

/** Names of what only stands in the file when it is asked for. */
function extraFaults({ adapters = [], interfaces = {}, services }, known, categories) {
  const asked = [...categories, ...services.map(({ id }) => id)];
  const faults = adapters.filter((name) => !known.adapters.includes(name)).map((name) => `adapters: there is none for '${name}'`);
  for (const [name, signals] of Object.entries(interfaces)) {
    if (!known.interfaces[name]) faults.push(`interfaces: there is no '${name}'`);
    for (const [signal, key] of known.interfaces[name] ? Object.entries(signals) : []) {
      if (!known.interfaces[name][signal]) faults.push(`interfaces: ${name} has no signal '${signal}'`);
      else if (known.interfaces[name][signal] !== key && !asked.includes(key)) faults.push(`interfaces: ${name}: ${signal}: there is no category or service '${key}'`);
    }
  }
  return faults;
}

/** Accept and refuse must look alike, words included (UI-07, UI-08). */
function labelFaults(config, translations, languages) {
  const faults = [];
  for (const tag of languages) {
    const { accept, reject, settings } = { ...translations[tag], ...config.texts?.[tag] };
    for (const label of [accept, reject, settings])
      if (!label?.trim() || label.length > LONGEST_LABEL) faults.push(`texts: ${tag}: '${label}' is empty or longer than ${LONGEST_LABEL}`);
    const ratio = (accept?.length ?? 0) / (reject?.length || 1);
    if (ratio < 0.5 || ratio > 2) faults.push(`texts: ${tag}: '${accept}' and '${reject}' differ too much in length (UI-07)`);
  }
  return faults;
}

export function findFaults(config, translations, known) {
  const faults = [];
  if (!ID.test(config.site ?? "")) faults.push("site: an id of a-z, 0-9 and - is needed");
  if (config.group !== undefined && !ID.test(config.group)) faults.push("group: an id of a-z, 0-9 and - is needed");
  if (!config.owner) faults.push("owner: who asks must be said (UI-18)");
  if (!Array.isArray(config.categories) || config.categories.length < 2) faults.push("categories: at least two, the necessary one first");
  if (!Array.isArray(config.services)) faults.push("services: a list is needed");
  const months = config.months ?? 6;
  if (!(months >= MONTHS[0] && months <= MONTHS[1])) faults.push(`months: between ${MONTHS.join(" and ")} (UI-24)`);
  for (const [key, allowed] of Object.entries(CHOICES))
    if (config[key] !== undefined && !allowed.includes(config[key])) faults.push(`${key}: one of ${allowed.join(", ")}`);
  if (faults.length > 0) return faults;
  const languages = config.languages ?? ["en"];
  for (const tag of languages) if (!translations[tag]) faults.push(`languages: no texts for '${tag}'`);
  if (faults.length > 0) return faults;
  const categories = config.categories.map((each) => each.id ?? each);
  return [
    ...categoryFaults(config, translations, languages),
    ...serviceFaults(config, categories),
    ...addressFaults(config),
    ...textFaults(config, translations),
    ...consentModeFaults(config, categories, known.signals),
    ...sisterFaults(config),
    ...withdrawalFaults(config),
    ...extraFaults(config, known, categories),
    ...labelFaults(config, translations, languages),
    ...themeFaults(config.theme ?? {}),
  ];
}
