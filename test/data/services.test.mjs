// SPDX-License-Identifier: Apache-2.0
// data/services: what a site may use. One registry with data/cookies and data/trackers: where they know
// the same name or host, they say the same.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { publishSite, root } from "../web/tag/published.mjs";
import { readToml } from "./toml_reader.mjs";

const PURPOSES = ["necessary", "functional", "statistics", "marketing", "media"];
const KINDS = ["local-storage", "session-storage", "database"];
const PREVIEWS = ["video", "audio", "map", "post", "comments", "chat", "form", "calendar", "document", "chart", "tour", "reviews"];
const MEMBERS = ["id", "name", "vendor", "country", "purposes", "reason", "hosts", "shared", "stores", "scripts", "embed", "policy", "opt_out"];
const LASTS = /^(session|until deleted|1 (second|minute|hour|day|week|month|year)|\d+ (second|minute|hour|day|week|month|year)s)$/;
const LEAST = 150;

const read = (folder) => readdirSync(join(root, "data", folder)).filter((name) => name.endsWith(".toml"))
  .map((name) => ({ name, ...readToml(readFileSync(join(root, "data", folder, name), "utf8")) }));
const files = read("services");
const services = files.flatMap(({ service }) => service);
const storedNames = services.flatMap(({ id, stores = [] }) => stores.flatMap((each) => each.name.map((name) => ({ id, ...each, name }))));

const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const isBelow = (host, domain) => host === domain || host.endsWith("." + domain);
/** As a Content-Security-Policy reads it: "*." stands for sub-domains only. */
const allows = (pattern, host) => (pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern);
const hostOf = (address) => new URL(address.replaceAll(/\{\w+\}/g, "x")).hostname;
const twice = (all) => all.filter((each, at) => all.indexOf(each) !== at);

test("at least 150 services, of each kind that sites use, ids once", () => {
  assert.ok(services.length >= LEAST, `${services.length}`);
  assert.deepEqual(twice(services.map(({ id }) => id)), []);
  for (const { name, kind, version } of files) {
    assert.equal(name, `${kind}.toml`);
    assert.match(version, /^\d{4}-\d{2}-\d{2}$/);
  }
  for (const kind of ["tag-manager", "analytics", "advertising", "chat", "map", "video", "font", "captcha", "payment", "ab-test",
    "session-replay", "cdn", "marketing-automation", "social"]) assert.ok(files.some((file) => file.kind === kind), kind);
});

test("members are known ones, and who and what for is always said", () => {
  for (const service of services) {
    assert.deepEqual(Object.keys(service).filter((key) => !MEMBERS.includes(key)), [], service.id);
    assert.ok(service.name && service.vendor, service.id);
    assert.ok(service.country === undefined || /^[A-Z]{2}$/.test(service.country), service.id);
    assert.ok(service.purposes.length > 0 && service.purposes.every((each) => PURPOSES.includes(each)), service.id);
    assert.ok(service.policy === undefined || service.policy.startsWith("https://"), service.id);
  }
});

test("a vendor's own opt-out is an address over https that a site may publish", () => {
  const known = services.filter(({ opt_out }) => opt_out !== undefined);
  assert.ok(known.length >= 25, `${known.length}`);
  for (const { id, name, opt_out } of known) {
    assert.equal(new URL(opt_out).protocol, "https:", id);
    assert.equal(new URL(opt_out).href, opt_out, id);
    assert.ok(publishSite({ services: [{ id, name, category: "marketing", optOut: opt_out }] }).notice, id);
  }
});

test("nothing is necessary without a reason", () => {
  for (const { id, purposes, reason } of services)
    assert.equal(purposes.includes("necessary"), (reason?.length ?? 0) > 20, id);
});

test("a host of two services is marked as shared by both, and no wildcard takes another's host", () => {
  const users = new Map();
  for (const { id, hosts = [] } of services) {
    assert.deepEqual(twice(hosts), [], id);
    for (const host of hosts) users.set(host, [...(users.get(host) ?? []), id]);
  }
  for (const { id, hosts = [], shared = [] } of services) {
    assert.deepEqual(shared, hosts.filter((host) => users.get(host).length > 1), id);
    for (const other of services) {
      if (other.id === id) continue;
      const taken = hosts.filter((host) => (other.hosts ?? []).some((pattern) => pattern !== host && allows(pattern, host.replace("*.", "x."))));
      assert.deepEqual(taken, [], `${id} within ${other.id}`);
    }
  }
});

test("a site with every one of them can be published, so hosts and names are the tag's", () => {
  const all = services.map(({ id, name, purposes, hosts, stores = [], scripts }) => ({
    id, name, category: purposes[0], hosts, scripts,
    stores: stores.filter(({ domain }) => !domain).flatMap((each) => each.name),
  }));
  const { files: published } = publishSite({ categories: PURPOSES, services: all, autoblock: "strict" });
  assert.ok(published["shop.js"].includes('"google-analytics"'));
});

test("scripts and embedded pages come from hosts that the service declares", () => {
  for (const { id, hosts = [], scripts = [], embed = {} } of services) {
    if (hosts.length === 0) continue;
    for (const address of [...scripts.map(({ src }) => src), ...(embed.urls ?? [])]) {
      assert.ok(address.startsWith("https://"), address);
      assert.ok(hosts.some((pattern) => allows(pattern, hostOf(address))), `${id}: ${address}`);
    }
  }
});

test("what is embedded says what its place holder shows", () => {
  for (const { id, embed } of services) {
    if (!embed) continue;
    assert.ok(PREVIEWS.includes(embed.preview), id);
    assert.deepEqual(Object.keys(embed).filter((key) => !["preview", "ratio", "element", "urls"].includes(key)), [], id);
    assert.ok(embed.ratio === undefined || /^\d+:\d+$/.test(embed.ratio), id);
  }
  for (const { kind, service } of files)
    if (["map", "video", "audio"].includes(kind)) for (const { id, embed, purposes } of service) assert.ok(embed && purposes[0] === "media", id);
});

test("every stored name is a pattern that the tag matches, with a purpose and a duration that can be read", () => {
  assert.ok(storedNames.length >= 300, `${storedNames.length}`);
  for (const { id, name, purpose, kind, domain, lasts, ...rest } of storedNames) {
    assert.deepEqual(Object.keys(rest), [], id);
    assert.match(name, /^[^\s;=,<*]{1,80}\*?$/, id);
    assert.ok(PURPOSES.includes(purpose), `${id}: ${name}`);
    assert.ok(kind === undefined || KINDS.includes(kind), `${id}: ${name}`);
    assert.ok(lasts === undefined || LASTS.test(lasts), `${id}: ${name}: ${lasts}`);
    assert.ok(domain === undefined || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain), `${id}: ${name}`);
  }
});

const PURPOSE_OF = { preferences: "functional", "consent-record": "necessary" };
const catalogue = read("cookies").flatMap(({ vendor }) => vendor.flatMap(({ domain, items }) => items.flatMap((item) =>
  list(item.name).map((name) => ({
    pattern: new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`),
    length: name.replaceAll("*", "").length,
    domains: list(item.domain ?? domain),
    purpose: PURPOSE_OF[item.purpose] ?? item.purpose,
  })))));

test("data/cookies gives a name that it knows the same purpose", () => {
  let known = 0;
  for (const { id, name, domain = "", purpose } of storedNames) {
    const rows = catalogue.filter(({ pattern, domains }) => pattern.test(name.replace("*", "x")) &&
      (domains.length === 0 || domains.some((each) => isBelow(domain, each))));
    // As the catalogue is read: a name on its domain first, then the longer pattern.
    const [row] = rows.sort((a, b) => (b.domains.length > 0) - (a.domains.length > 0) || b.length - a.length);
    if (!row || row.purpose === "unknown") continue;
    ++known;
    assert.equal(purpose, row.purpose, `${id}: ${name}`);
  }
  assert.ok(known > 200, `${known}`);
});

const trackers = readdirSync(join(root, "data/trackers")).flatMap((name) => {
  let section = "";
  return readFileSync(join(root, "data/trackers", name), "utf8").split("\n").flatMap((line) => {
    if (line.startsWith("! section:")) section = line.split("|")[1]?.trim();
    const [, host] = /^\|\|([a-z0-9.-]+)\^/.exec(line) ?? [];
    return host ? [{ host, section }] : [];
  });
});
const trackerOf = (pattern, sections) => trackers.find(({ host, section }) => sections.includes(section) && isBelow(pattern.replace("*.", ""), host));

test("no host of data/trackers is claimed as necessary, none for advertising as anything but marketing", () => {
  const sections = [...new Set(trackers.map(({ section }) => section))];
  assert.ok(sections.includes("advertising") && trackers.length > 300, `${trackers.length} of ${sections}`);
  for (const { id, purposes, hosts = [], shared = [] } of services) {
    const own = hosts.filter((host) => !shared.includes(host));
    if (purposes.includes("necessary")) assert.deepEqual(hosts.filter((host) => trackerOf(host, sections)), [], id);
    if (purposes[0] !== "marketing") assert.deepEqual(own.filter((host) => trackerOf(host, ["advertising"])), [], id);
  }
});

test("the reader of these files refuses what it does not know", () => {
  for (const [text, line] of [["a = 1\n", 1], ["a = \"x\" b = \"y\"\n", 1], ["a = \"x\"\na = \"y\"\n", 2], ["[a.b]\n", 1], ["a = [\"x\" \"y\"]\n", 1], ["a = \"x\n", 1], ["a = {b = \"x\"\n", 2]])
    assert.throws(() => readToml(text), new RegExp(`line ${line}`), text);
  assert.deepEqual(readToml('# c\nv = "1"\n[[s]] # d\na = ["x", # e\n  "y",]\nb = { "c-d" = true }\n[[s]]\n'),
    { v: "1", s: [{ a: ["x", "y"], b: { "c-d": true } }, {}] });
});
