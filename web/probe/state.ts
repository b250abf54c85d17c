// SPDX-License-Identifier: Apache-2.0
// Asked at the end of every step, in the page's own world: what its consent interfaces say, and where it
// links to (docs/formats/event-log.md, "State").

// A consent manager that answers at all answers at once; one that is only a stub never does.
const kAnswerTime = 700;
const kMaxLinks = 50;
const kMaxCommands = 50;
const kMaxHints = 100;
const kHints = ["preconnect", "dns-prefetch", "prefetch", "prerender", "modulepreload"];

type Callback = (data: unknown, success?: boolean) => void;
type Api = (command: string, version: unknown, callback: Callback, parameter?: unknown) => unknown;

const scope = globalThis as unknown as Record<string, unknown>;

function answer<T>(ask: (give: (value: T) => void) => void): Promise<T | null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), kAnswerTime);
    try {
      ask(resolve);
    } catch {
      resolve(null);
    }
  });
}

function flags(value: unknown): Record<string, boolean> {
  const out: Record<string, boolean> = {};
  if (typeof value === "object" && value !== null) {
    for (const [key, flag] of Object.entries(value)) out[key] = flag === true;
  }
  return out;
}

function tcfOf(data: Record<string, unknown>): Record<string, unknown> {
  const purpose = (data["purpose"] ?? {}) as Record<string, unknown>;
  const vendor = (data["vendor"] ?? {}) as Record<string, unknown>;
  return {
    tcString: String(data["tcString"] ?? ""),
    gdprApplies: typeof data["gdprApplies"] === "boolean" ? data["gdprApplies"] : null,
    eventStatus: String(data["eventStatus"] ?? ""),
    cmpId: Number(data["cmpId"] ?? 0),
    purposeConsents: flags(purpose["consents"]),
    purposeLegitimateInterests: flags(purpose["legitimateInterests"]),
    vendorConsents: Object.values(flags(vendor["consents"])).filter(Boolean).length,
  };
}

async function tcf(): Promise<unknown> {
  const api = scope["__tcfapi"];
  if (typeof api !== "function") return null;
  const data = await answer<Record<string, unknown>>((give) => {
    (api as Api)("addEventListener", 2, (event, success) => {
      if (!success || typeof event !== "object" || event === null) return;
      const found = event as Record<string, unknown>;
      (api as Api)("removeEventListener", 2, () => undefined, found["listenerId"]);
      give(found);
    });
  });
  return data ? tcfOf(data) : null;
}

async function gpp(): Promise<string | null> {
  const api = scope["__gpp"];
  if (typeof api !== "function") return null;
  const data = await answer<unknown>((give) => {
    const direct = (api as (command: string, callback: Callback) => unknown)("ping", (found) => give(found));
    if (direct) give(direct);
  });
  const text = (data as Record<string, unknown> | null)?.["gppString"];
  return typeof text === "string" ? text : null;
}

async function usp(): Promise<string | null> {
  const api = scope["__uspapi"];
  if (typeof api !== "function") return null;
  const data = await answer<unknown>((give) => void (api as Api)("getUSPData", 1, (found) => give(found)));
  const text = (data as Record<string, unknown> | null)?.["uspString"];
  return typeof text === "string" ? text : null;
}

function consentCommands(): unknown[] {
  const layer = scope["dataLayer"];
  if (!Array.isArray(layer)) return [];
  const commands: unknown[] = [];
  for (const entry of layer as ArrayLike<unknown>[]) {
    if (!entry || entry[0] !== "consent" || commands.length >= kMaxCommands) continue;
    commands.push([String(entry[1]), entry[2] ?? {}]);
  }
  return commands;
}

// Host comparison only; which part of a host is registrable is told outside.
function links(): string[] {
  const found = new Set<string>();
  const here = location.hostname.replace(/^www\./, "");
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (found.size >= kMaxLinks) break;
    const host = link.hostname.replace(/^www\./, "");
    const same = host === here || host.endsWith(`.${here}`) || here.endsWith(`.${host}`);
    if (same && /^https?:$/.test(link.protocol)) found.add(link.href.split("#")[0] ?? "");
  }
  found.delete(location.href.split("#")[0] ?? "");
  return [...found];
}

// Wishes that the browser get ready for another host, or load from it before it is needed.
function hints(): [string, string, string][] {
  const found: [string, string, string][] = [];
  const add = (kind: string, by: string, address: string): void => {
    let url: URL;
    try {
      url = new URL(address, document.baseURI);
    } catch {
      return;
    }
    const there = /^https?:$/.test(url.protocol) && url.host !== location.host;
    if (there && found.length < kMaxHints) found.push([kind, by, url.href]);
  };
  for (const link of document.querySelectorAll<HTMLLinkElement>("link[rel][href]")) {
    for (const kind of kHints) if (link.relList.contains(kind)) add(kind, "element", link.href);
  }
  for (const script of document.querySelectorAll("script[type=speculationrules]")) {
    for (const [kind, address] of speculated(script.textContent ?? "")) add(kind, "speculation-rules", address);
  }
  return found;
}

// https://html.spec.whatwg.org/multipage/speculative-loading.html#speculation-rules: addresses that are
// listed; those that rules pick from the page's links are loaded only as somebody is about to follow them.
function speculated(text: string): [string, string][] {
  const found: [string, string][] = [];
  let rules: Record<string, unknown>;
  try {
    rules = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return found;
  }
  for (const kind of ["prefetch", "prerender"]) {
    const list = rules?.[kind];
    for (const rule of Array.isArray(list) ? (list as Record<string, unknown>[]) : []) {
      const urls = rule?.["urls"];
      for (const url of Array.isArray(urls) ? (urls as unknown[]) : []) found.push([kind, String(url)]);
    }
  }
  return found;
}

export default async function state(): Promise<unknown> {
  const [tcfState, gppString, uspString] = await Promise.all([tcf(), gpp(), usp()]);
  const signal = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl;
  return {
    url: location.href,
    title: document.title.slice(0, 500),
    language: document.documentElement.lang.slice(0, 40),
    tcf: tcfState,
    gpp: gppString,
    usp: uspString,
    gpc: typeof signal === "boolean" ? signal : null,
    gcm: consentCommands(),
    links: links(),
    hints: hints(),
  };
}
