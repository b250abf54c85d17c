// SPDX-License-Identifier: Apache-2.0
// What pages call and mark for vanilla-cookieconsent, version 3: window.CookieConsent, cc:onConsent
// and its fellows, data-category with data-service, data-cc.
import { closePanel, hideBanner } from "./adapter_closing";
import type { Part, View } from "../core/site";
import { keepData, keptData } from "./adapter_data";
import { changeLanguage } from "./adapter_language";
import { adoptMarkup } from "./adapter_markup";
import { categoryKey, granting, serviceKey } from "./adapter_names";

type Callback = (told: unknown) => void;
interface Service {
  onAccept?: () => void;
  onReject?: () => void;
}
interface Config {
  onFirstConsent?: Callback;
  onConsent?: Callback;
  onChange?: Callback;
  categories?: Record<string, { services?: Record<string, Service> }>;
  cookie?: { name?: string };
  [other: string]: unknown;
}
type Named = Record<string, string[]>;

const list = <Each>(value: Each | Each[]): Each[] => (Array.isArray(value) ? value : [value]);
const differing = (some: string[], others: string[]): string[] =>
  [...some, ...others].filter((each) => some.includes(each) !== others.includes(each));

class Adapter {
  config: Config = {};
  private ready = false;
  private first = true;
  private before: string[] = [];
  private servicesBefore: Named = {};
  /** Services whose onAccept was called last. */
  private enabled = new Set<Service>();

  constructor(private readonly view: View) {}

  accepted(): string[] { return this.view.site.k.filter((id) => this.view.allowed(id)); }
  /** Ids by category. */
  services(on: boolean): Named {
    const { allowed, site } = this.view;
    return Object.fromEntries(site.k.map((each, at) =>
      [each, site.v.filter(([key, of]) => of === at && allowed(key) === on).map(([key]) => key)]));
  }
  cookie(): Record<string, unknown> {
    const { id, language, notice, time } = window.consentry.state;
    const stamp = time ? new Date(time).toISOString() : undefined;
    return { categories: this.accepted(), services: this.services(true), consentId: id, revision: notice, data: keptData() ?? null,
      languageCode: language, consentTimestamp: stamp, lastConsentTimestamp: stamp, expirationTime: time && time + this.view.site.d * 864e5 };
  }

  run(config: Config): Promise<void> {
    this.config = config;
    if (this.ready && window.consentry.state.decided) {
      config.onConsent?.({ cookie: this.cookie() });
      this.callServices();
    }
    return Promise.resolve();
  }
  reset(erase?: boolean): void {
    this.config = {};
    this.enabled = new Set();
    if (!erase) return;
    keepData(undefined);
    // What is forgotten there is withdrawn here: a choice that was made stays on record.
    if (window.consentry.state.granted.length) void window.consentry.withdraw();
  }

  start(): void {
    this.ready = true;
    this.first = !window.consentry.state.decided;
    this.remember();
    if (this.first) return;
    this.callServices();
    this.tell("onConsent", {});
  }
  chosen(): void {
    const now = this.services(true);
    const changedServices = Object.fromEntries(this.view.site.k.map((id) => [id, differing(now[id]!, this.servicesBefore[id] ?? [])]));
    const changedCategories = differing(this.accepted(), this.before);
    this.callServices();
    if (this.first) {
      this.tell("onFirstConsent", {});
      this.tell("onConsent", {});
    } else {
      this.tell("onChange", { changedCategories, changedServices });
    }
    this.first = false;
    this.remember();
  }
  private remember(): void {
    this.before = this.accepted();
    this.servicesBefore = this.services(true);
  }
  /** Each of the configuration's services, once when it is accepted and once when it no longer is. */
  private callServices(): void {
    const all = Object.values(this.config.categories ?? {}).flatMap(({ services = {} }) => Object.entries(services));
    for (const [name, service] of all) {
      const on = this.view.allowed(serviceKey(this.view.site, name));
      if (on === this.enabled.has(service)) continue;
      if (on) this.enabled.add(service);
      else this.enabled.delete(service);
      (on ? service.onAccept : service.onReject)?.();
    }
  }
  private tell(name: "onFirstConsent" | "onConsent" | "onChange", more: object): void {
    const detail = { cookie: this.cookie(), ...more };
    this.config[name]?.(detail);
    dispatchEvent(new CustomEvent("cc:" + name, { detail }));
  }
}

/** Names of cookies that scripts see. */
const names = ({ cookies }: View): string[] => cookies().split("; ").map((pair) => pair.replace(/=.*/, ""));

function eraseCookies(view: View, wanted: string | RegExp | (string | RegExp)[], path = "/", domain?: string): void {
  const meant = (name: string): boolean => list(wanted).some((each) => (typeof each === "string" ? each === name : name.search(each) >= 0));
  const { hostname } = location;
  const domains = domain ? [domain] : ["", hostname, hostname.replace(/^www\./, "")];
  for (const name of names(view).filter(meant))
    for (const each of domains) view.setCookie(`${name}=;max-age=0;path=${path}${each && ";domain=" + each}`);
}

function loadScript(src: string, attributes: Record<string, string> = {}): Promise<boolean> {
  if (document.querySelector(`script[src="${CSS.escape(src)}"]`)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const script = document.createElement("script");
    for (const name in attributes) script.setAttribute(name, attributes[name]!);
    script.onload = () => resolve(true);
    script.onerror = () => (script.remove(), resolve(false));
    script.src = src;
    document.head.append(script);
  });
}

function publish(view: View, adapter: Adapter): void {
  const { allowed, site } = view;
  const set = (granted: string[]) => void window.consentry.set(granted);
  const acceptCategory = (wanted: string | string[] = [], without: string[] = []): void => {
    const names = wanted === "all" ? site.k : list(wanted).map((name) => categoryKey(site, name));
    set(names.filter((name) => !without.map((each) => categoryKey(site, each)).includes(name)));
  };
  const api = {
    run: (config: Config) => adapter.run(config),
    reset: (erase?: boolean) => adapter.reset(erase),
    setLanguage: (code: string, force?: boolean) => Promise.resolve(changeLanguage(code, force)),
    getConfig: (field?: string) => (field ? adapter.config[field] : adapter.config),
    acceptCategory,
    acceptService(wanted: string | string[], category: string) {
      const key = categoryKey(site, category);
      const granted = window.consentry.state.granted.filter((each) => each !== key && site.k[site.v.find(([id]) => id === each)?.[1] ?? -1] !== key);
      if (wanted === "all") set([...granted, key]);
      else set(list(wanted).reduce((all, name) => granting(site, all, serviceKey(site, name), true), granted));
    },
    acceptedCategory: (name: string) => allowed(categoryKey(site, name)),
    acceptedService: (name: string, _category: string) => allowed(serviceKey(site, name)),
    validConsent: () => window.consentry.state.decided,
    // Theirs is what ours stands for.
    validCookie: (name: string) => (name === (adapter.config.cookie?.name ?? "cc_cookie") ? window.consentry.state.decided
      : view.cookies().split("; ").some((pair) => pair.startsWith(name + "=") && pair.length > name.length + 1)),
    eraseCookies: (wanted: string | RegExp | (string | RegExp)[], path?: string, domain?: string) => eraseCookies(view, wanted, path, domain),
    loadScript,
    // Without a choice there is nothing yet that it could stand beside.
    setCookieData: ({ value, mode }: { value: unknown; mode?: string }) => window.consentry.state.decided && keepData(value, mode === "update"),
    show: () => void window.consentry.open(),
    showPreferences: () => void window.consentry.open(),
    hide: hideBanner,
    hidePreferences: closePanel,
    getUserPreferences() {
      const accepted = adapter.accepted();
      const rejected = site.k.filter((id) => !accepted.includes(id));
      const acceptType = !rejected.length ? "all" : accepted.length > 1 ? "custom" : "necessary";
      return { acceptType, acceptedCategories: accepted, rejectedCategories: rejected,
        acceptedServices: adapter.services(true), rejectedServices: adapter.services(false) };
    },
    getCookie(field?: string) {
      const cookie = adapter.cookie();
      return field ? cookie[field] : cookie;
    },
  };
  Object.defineProperty(window, "CookieConsent", { value: api, configurable: true });
  addEventListener("click", (event) => {
    const role = (event.target as Element).closest?.("[data-cc]")?.getAttribute("data-cc");
    if (role === "show-preferencesModal" || role === "show-consentModal") api.showPreferences();
    if (role === "accept-all") acceptCategory("all");
    if (role === "accept-necessary") acceptCategory();
  });
}

/** "!" in front of a category or service: code that cleans up once it is no longer accepted. */
function cleaning({ allowed, release, site }: View, keyOf: (held: Element) => string): () => void {
  const accepted = (): string[] => [...site.k, ...site.v.map(([id]) => id)].filter(allowed);
  let before = accepted();
  return () => {
    const gone = before.filter((key) => !allowed(key));
    before = accepted();
    if (!gone.length) return;
    for (const held of document.querySelectorAll<HTMLScriptElement>("script[data-category^='!'],script[data-category][data-service^='!']")) {
      // The page is loaded again, which leaves no time to fetch one; and nothing of others' is fetched for a refusal.
      if (held.type !== "text/plain" || held.src || held.hasAttribute("data-src") || !gone.includes(keyOf(held))) continue;
      held.setAttribute("data-consent-type", held.getAttribute("data-type") ?? "");
      release(held);
    }
  };
}

export const part: Part = (view) => {
  const { site } = view;
  const adapter = new Adapter(view);
  publish(view, adapter);
  addEventListener("consentry:ready", () => adapter.start());
  addEventListener("consentry:choice", () => adapter.chosen());
  const key = (held: Element): string => {
    const service = held.getAttribute("data-service");
    return service ? serviceKey(site, service) : categoryKey(site, held.getAttribute("data-category")!);
  };
  const mark = adoptMarkup(view, {
    selector: "script[data-category]:not([data-category^='!'],[data-service^='!'])",
    keys: (held) => [key(held)],
    held: { "data-src": "src", "data-type": "type" },
  });
  const clean = cleaning(view, key);
  return () => {
    mark();
    clean();
  };
};

$H.push(part);
