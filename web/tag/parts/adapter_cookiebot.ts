// SPDX-License-Identifier: Apache-2.0
// What pages call and mark for Cookiebot: window.Cookiebot, its events and callbacks, data-cookieconsent.
import { hideBanner } from "./adapter_closing";
import type { Part, View } from "../core/site";
import { adoptMarkup } from "./adapter_markup";
import { categoryKey } from "./adapter_names";

const CATEGORIES = ["necessary", "preferences", "statistics", "marketing"];

function fire(name: string): void {
  const callback = (window as unknown as Record<string, unknown>)["CookiebotCallback_" + name];
  if (typeof callback === "function") (callback as () => void)();
  dispatchEvent(new Event("Cookiebot" + name));
}

function consentOf({ allowed, site }: View): Record<string, unknown> {
  const { decided, time } = window.consentry.state;
  const given = CATEGORIES.map((name) => [name, allowed(categoryKey(site, name))]);
  return { ...Object.fromEntries(given), method: decided ? "explicit" : null, stamp: decided ? String(time) : "0" };
}

function publish(view: View): void {
  const { site } = view;
  const some = (): boolean => window.consentry.state.granted.length > 0;
  const api = {
    get consent() { return consentOf(view); },
    get consentID() { return window.consentry.state.id ?? "0"; },
    get consented() { return some(); },
    get declined() { return window.consentry.state.decided && !some(); },
    get hasResponse() { return window.consentry.state.decided; },
    get doNotTrack() { return view.gpc; },
    changed: false,
    show: () => void window.consentry.open(),
    renew: () => void window.consentry.open(),
    hide: hideBanner,
    withdraw: () => void window.consentry.withdraw(),
    // What was added is found without being told.
    runScripts: () => {},
    submitCustomConsent(preferences: boolean, statistics: boolean, marketing: boolean) {
      const wanted = Object.entries({ preferences, statistics, marketing }).filter(([, on]) => on);
      void window.consentry.set(wanted.map(([name]) => categoryKey(site, name)));
    },
    getScript(src: string, async = true, then?: () => void) {
      const script = Object.assign(document.createElement("script"), { src, async });
      if (then) script.onload = then;
      document.head.append(script);
    },
  };
  Object.defineProperty(window, "Cookiebot", { value: api, configurable: true });
}

export const part: Part = (view) => {
  const { site } = view;
  publish(view);
  const mark = adoptMarkup(view, {
    selector: "[data-cookieconsent]",
    keys: (held) => {
      const names = held.getAttribute("data-cookieconsent")!.split(",").map((name) => name.trim());
      // An "optout-…" element is there for those who have refused.
      return names.some((name) => name === "ignore" || name.startsWith("optout")) ? [] : names.map((name) => categoryKey(site, name));
    },
    held: { "data-cookieblock-src": "src", "data-src": "src" },
  });
  const answer = (): void => {
    fire("OnConsentReady");
    fire(window.consentry.state.granted.length ? "OnAccept" : "OnDecline");
  };
  addEventListener("consentry:ready", () => {
    if (!window.consentry.state.decided) {
      fire("OnDialogInit");
      fire("OnDialogDisplay");
      return;
    }
    fire("OnLoad");
    answer();
    fire("OnTagsExecuted");
  });
  addEventListener("consentry:choice", answer);
  return mark;
};

$H.push(part);
