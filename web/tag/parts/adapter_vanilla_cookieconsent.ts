// SPDX-License-Identifier: Apache-2.0
// What pages call and mark for vanilla-cookieconsent, version 3: window.CookieConsent, cc:onConsent
// and its fellows, data-category with data-service, data-cc.
import { closePanel, hideBanner } from "./adapter_closing";
import type { Part, View } from "../core/site";
import { adoptMarkup } from "./adapter_markup";
import { categoryKey, granting, serviceKey } from "./adapter_names";

interface Callbacks {
  onFirstConsent?: (told: unknown) => void;
  onConsent?: (told: unknown) => void;
  onChange?: (told: unknown) => void;
}

const list = (value: string | string[]): string[] => (Array.isArray(value) ? value : [value]);

class Adapter {
  private callbacks: Callbacks = {};
  private first = true;
  private before: string[] = [];

  constructor(private readonly view: View) {}

  accepted(): string[] { return this.view.site.k.filter((id) => this.view.allowed(id)); }
  cookie(): Record<string, unknown> {
    const { id, language, notice, time } = window.consentry.state;
    const { site } = this.view;
    const services = site.k.map((each, at) => [each, site.v.filter(([key, of]) => of === at && this.view.allowed(key)).map(([key]) => key)]);
    const stamp = time ? new Date(time).toISOString() : undefined;
    return { categories: this.accepted(), services: Object.fromEntries(services), consentId: id, revision: notice,
      languageCode: language, consentTimestamp: stamp, lastConsentTimestamp: stamp };
  }

  run(callbacks: Callbacks): Promise<void> {
    this.callbacks = callbacks;
    if (window.consentry.state.decided) callbacks.onConsent?.({ cookie: this.cookie() });
    return Promise.resolve();
  }

  ready(): void {
    this.first = !window.consentry.state.decided;
    this.before = this.accepted();
    if (!this.first) this.tell("onConsent", {});
  }
  chosen(): void {
    const now = this.accepted();
    const changedCategories = this.view.site.k.filter((id) => this.before.includes(id) !== now.includes(id));
    if (this.first) {
      this.tell("onFirstConsent", {});
      this.tell("onConsent", {});
    } else {
      this.tell("onChange", { changedCategories, changedServices: {} });
    }
    this.first = false;
    this.before = now;
  }
  private tell(name: keyof Callbacks, more: object): void {
    const detail = { cookie: this.cookie(), ...more };
    this.callbacks[name]?.(detail);
    dispatchEvent(new CustomEvent("cc:" + name, { detail }));
  }
}

function publish(view: View, adapter: Adapter): void {
  const { allowed, site } = view;
  const set = (granted: string[]) => void window.consentry.set(granted);
  const acceptCategory = (wanted: string | string[] = [], without: string[] = []): void => {
    const names = wanted === "all" ? site.k : list(wanted).map((name) => categoryKey(site, name));
    set(names.filter((name) => !without.map((each) => categoryKey(site, each)).includes(name)));
  };
  const api = {
    run: (callbacks: Callbacks) => adapter.run(callbacks),
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
    show: () => void window.consentry.open(),
    showPreferences: () => void window.consentry.open(),
    hide: hideBanner,
    hidePreferences: closePanel,
    getUserPreferences() {
      const accepted = adapter.accepted();
      const rejected = site.k.filter((id) => !accepted.includes(id));
      const acceptType = !rejected.length ? "all" : accepted.length > 1 ? "custom" : "necessary";
      return { acceptType, acceptedCategories: accepted, rejectedCategories: rejected, acceptedServices: adapter.cookie().services };
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

export const part: Part = (view) => {
  const { site } = view;
  const adapter = new Adapter(view);
  publish(view, adapter);
  addEventListener("consentry:ready", () => adapter.ready());
  addEventListener("consentry:choice", () => adapter.chosen());
  const key = (held: Element): string => {
    const service = held.getAttribute("data-service");
    return service ? serviceKey(site, service) : categoryKey(site, held.getAttribute("data-category")!);
  };
  return adoptMarkup(view, {
    // "!" in front of a category is code for those who have refused, which is not for us to run.
    selector: "script[data-category]:not([data-category^='!'])",
    keys: (held) => [key(held)],
    held: { "data-src": "src", "data-type": "type" },
  });
};

$H.push(part);
