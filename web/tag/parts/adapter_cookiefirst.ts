// SPDX-License-Identifier: Apache-2.0
// What pages call and mark for CookieFirst: window.CookieFirst, cf_init and cf_consent,
// data-cookiefirst-category and data-cookiefirst-script.
import { closePanel } from "./adapter_closing";
import type { Part, View } from "../core/site";
import { adoptMarkup } from "./adapter_markup";
import { categoryKey, granting, serviceKey } from "./adapter_names";

const CATEGORIES = ["necessary", "performance", "functional", "advertising"];
type Consent = Record<string, boolean>;

function publish(view: View, consent: () => Consent | null): void {
  const { allowed, site } = view;
  const ours = window;
  const change = (key: string, on: boolean) => void ours.consentry.set(granting(site, ours.consentry.state.granted, key, on));
  const api = {
    get consent() { return consent(); },
    get hasConsented() { return ours.consentry.state.decided; },
    get acceptedServices() { return site.v.map(([id]) => id).filter(allowed); },
    get visitorId() { return ours.consentry.state.id ?? null; },
    get consentTimestamp() { return ours.consentry.state.time ?? null; },
    openPanel: () => void ours.consentry.open(),
    closePanel,
    acceptCategory: (name: string) => change(categoryKey(site, name), true),
    declineCategory: (name: string) => change(categoryKey(site, name), false),
    acceptService: (name: string) => change(serviceKey(site, name), true),
    declineService: (name: string) => change(serviceKey(site, name), false),
    acceptAllCategories: () => void ours.consentry.acceptAll(),
    acceptAll: () => void ours.consentry.acceptAll(),
    declineAllCategories: () => void ours.consentry.rejectAll(),
    declineAll: () => void ours.consentry.rejectAll(),
    deny: () => void ours.consentry.rejectAll(),
    withdrawConsent: () => void ours.consentry.withdraw(),
    withdraw: () => void ours.consentry.withdraw(),
    updateConsent(wanted: Consent) {
      const on = Object.keys(wanted).filter((name) => wanted[name]);
      void ours.consentry.set(on.map((name) => categoryKey(site, name)));
    },
  };
  Object.defineProperty(window, "CookieFirst", { value: api, configurable: true });
}

export const part: Part = (view) => {
  const { allowed, site } = view;
  const consent = (): Consent | null =>
    window.consentry.state.decided ? Object.fromEntries(CATEGORIES.map((name) => [name, allowed(categoryKey(site, name))])) : null;
  publish(view, consent);
  const mark = adoptMarkup(view, {
    selector: "[data-cookiefirst-category],[data-cookiefirst-script]",
    keys: (held) => {
      const service = held.getAttribute("data-cookiefirst-script");
      const category = held.getAttribute("data-cookiefirst-category");
      if (service && site.v.some(([id]) => id === serviceKey(site, service))) return [serviceKey(site, service)];
      return category ? [categoryKey(site, category)] : [];
    },
    held: { "data-src": "src" },
  });
  addEventListener("consentry:ready", () => {
    dispatchEvent(new CustomEvent("cf_init"));
    if (consent()) dispatchEvent(new CustomEvent("cf_consent_loaded", { detail: consent() }));
  });
  addEventListener("consentry:choice", () => {
    dispatchEvent(new CustomEvent("cf_consent", { detail: consent() }));
    const services = Object.fromEntries(site.v.map(([id]) => [id, allowed(id)]));
    dispatchEvent(new CustomEvent("cf_services_consent", { detail: services }));
  });
  return mark;
};

$H.push(part);
