// SPDX-License-Identifier: Apache-2.0
// A hundred sites with a banner each, over HTTPS on loopback under their own names, and what visitors
// chose there, as the sites were told.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { PHRASES } from "./phrases.mjs";
import { CONTROL_NAMES, frameDocument, page, PLACE_NAMES } from "./shapes.mjs";

const LANGUAGES = Object.keys(PHRASES);
const REFUSALS = ["button", "text", "none", "button", "none"];
const SAVINGS = ["reject", "off", "ticked"];
const COOKIES = ["site_choice", "cookieconsent", "privacy_prefs", "gdpr", "cc"];

// The lists' lengths (24, 11, 7, 5, 3) share no factor worth speaking of, so a hundred sites meet them in ever new company.
export function recipes(count) {
  return Array.from({ length: count }, (_, i) => {
    const language = LANGUAGES[i % LANGUAGES.length];
    const words = PHRASES[language];
    const turn = Math.floor(i / LANGUAGES.length);
    const host = `s${String(i).padStart(3, "0")}.example`;
    return {
      host, language, policy: words.policy, title: host,
      words: { ...words, text: words.text[turn % 2], accept: words.accept[turn % 3], refuse: words.refuse[turn % 3], settings: words.settings[turn % 2] },
      place: PLACE_NAMES[i % PLACE_NAMES.length], control: CONTROL_NAMES[i % CONTROL_NAMES.length],
      refusal: REFUSALS[i % REFUSALS.length], saving: SAVINGS[Math.floor(i / 2) % SAVINGS.length], cookie: COOKIES[i % COOKIES.length],
      own: "/frame", foreign: `https://f${String(i).padStart(3, "0")}.test/frame`,
    };
  });
}

// Writes ca.pem into `folder`; gives what an HTTPS server needs.
function certificate(folder, names) {
  const at = (name) => join(folder, name);
  const openssl = (...words) => execFileSync("openssl", words, { stdio: ["ignore", "ignore", "pipe"] });
  openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=banners", "-keyout", at("ca.key"), "-out", at("ca.pem"));
  openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=sites", "-keyout", at("leaf.key"), "-out", at("leaf.csr"));
  writeFileSync(at("leaf.ext"), `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")}\n`);
  openssl("x509", "-req", "-in", at("leaf.csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days", "2", "-extfile", at("leaf.ext"), "-out", at("leaf.pem"));
  return { key: readFileSync(at("leaf.key")), cert: readFileSync(at("leaf.pem")) };
}

function documentAt(site, path) {
  if (!site) return null;
  if (path === "/frame") return frameDocument(site);
  return ["/", "/second", "/privacy"].includes(path) ? page(site) : null;
}

// Gives {address, ca, sites, taken(host), close()}. taken() tells what each visitor of the site chose,
// one string a visitor who chose at all: "refuse", or "refuse accept" for one who did both.
export async function startFarm(folder, count) {
  const sites = recipes(count);
  const byHost = new Map(sites.flatMap((site) => [[site.host, site], [new URL(site.foreign).host, site]]));
  const chosen = new Map();  // host -> visitor -> choices
  const server = createServer(certificate(folder, [...byHost.keys()]), (request, response) => {
    const url = new URL(request.url, `https://${request.headers.host}`);
    const site = byHost.get(url.hostname);
    // A session cookie that says nothing tells one browser profile from the next.
    const visitor = /\bsession=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? randomBytes(8).toString("hex");
    if (url.pathname === "/witness") {
      const visitors = chosen.get(url.hostname) ?? new Map();
      visitors.set(visitor, [...(visitors.get(visitor) ?? []), url.searchParams.get("choice")]);
      chosen.set(url.hostname, visitors);
      response.writeHead(204).end();
      return;
    }
    const html = documentAt(site, url.pathname);
    const headers = { "content-type": "text/html; charset=utf-8", "set-cookie": `session=${visitor}; Path=/; Secure; HttpOnly` };
    response.writeHead(html ? 200 : 404, headers).end(html ?? "not here");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${server.address().port}`, ca: join(folder, "ca.pem"), sites,
    taken: (host) => [...(chosen.get(host)?.values() ?? [])].map((choices) => choices.join(" ")).sort(),
    close() { server.closeAllConnections(); return new Promise((resolve) => server.close(resolve)); },
  };
}
