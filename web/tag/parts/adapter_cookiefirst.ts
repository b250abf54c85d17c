// SPDX-License-Identifier: Apache-2.0
// What pages call and mark for CookieFirst: window.CookieFirst, cf_init and cf_consent,
// data-cookiefirst-category and data-cookiefirst-script, and the places of its policy and table of cookies.
import { closePanel } from "./adapter_closing";
import type { Part, View } from "../core/site";
import { changeLanguage } from "./adapter_language";
import { adoptMarkup } from "./adapter_markup";
import { categoryKey, granting, serviceKey } from "./adapter_names";

const CATEGORIES = ["necessary", "performance", "functional", "advertising"];
type Consent = Record<string, boolean>;

/** Puts the site's declaration where its own would be; the server has it, so without one there is nothing to put. */
function renderEmbeds({ release, site }: View): void {
  const places = document.querySelectorAll<HTMLElement>("#cookiefirst-policy-page,#cookiefirst-cookies-table");
  if (!site.e || !places.length) return;
  for (const place of places) {
    place.setAttribute("data-consent-declaration", "");
    const language = place.getAttribute("data-language");
    if (language) place.lang = language;
  }
  const script = document.createElement("script");
  script.setAttribute("data-consent-src", new URL(`/d/${site.i}.js`, site.e).href);
  document.head.append(script);
  release(script);
}

function publish(view: View, consent: () => Consent | null): void {
  const { allowed, site } = view;
  const ours = window;
  const change = (keys: string[], on: boolean) =>
    void ours.consentry.set(keys.reduce((granted, key) => granting(site, granted, key, on), ours.consentry.state.granted));
  const category = (name: string) => [categoryKey(site, name)];
  const services = (names: string | string[]) => [names].flat().map((name) => serviceKey(site, name));
  const api = {
    get consent() { return consent(); },
    get hasConsented() { return ours.consentry.state.decided; },
    get acceptedServices() { return site.v.map(([id]) => id).filter(allowed); },
    get visitorId() { return ours.consentry.state.id ?? null; },
    get consentTimestamp() { return ours.consentry.state.time ?? null; },
    openPanel: () => void ours.consentry.open(),
    closePanel,
    acceptCategory: (name: string) => change(category(name), true),
    declineCategory: (name: string) => change(category(name), false),
    acceptService: (names: string | string[]) => change(services(names), true),
    declineService: (names: string | string[]) => change(services(names), false),
    acceptAllCategories: () => void ours.consentry.acceptAll(),
    acceptAll: () => void ours.consentry.acceptAll(),
    declineAllCategories: () => void ours.consentry.rejectAll(),
    declineAll: () => void ours.consentry.rejectAll(),
    // Nothing optional is preselected here.
    acceptPreselectedCategories: () => void ours.consentry.rejectAll(),
    deny: () => void ours.consentry.rejectAll(),
    withdrawConsent: () => void ours.consentry.withdraw(),
    withdraw: () => void ours.consentry.withdraw(),
    changeLanguage: (name: string) => void changeLanguage(name),
    renderEmbeds: () => renderEmbeds(view),
    stealthMode: false,
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
    renderEmbeds(view);
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
