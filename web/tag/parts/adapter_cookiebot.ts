// SPDX-License-Identifier: Apache-2.0
// What pages call and mark for Cookiebot: window.Cookiebot, its events and callbacks, data-cookieconsent, and classes
// that show one thing to who has agreed and another to who has not.
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

/** ".cookieconsent-optin-marketing" is there with consent, ".cookieconsent-optout-marketing" without; bare ones are of all three. */
function showing({ allowed, site }: View): () => void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  const classes = (suffix: string, on: boolean): string => `.cookieconsent-opt${on ? "out" : "in"}${suffix}`;
  const show = (): void => {
    const given = CATEGORIES.slice(1).map((name) => [name, allowed(categoryKey(site, name))] as const);
    const hidden = [...given.map(([name, on]) => classes("-" + name, on)), classes("", given.every(([, on]) => on))];
    sheet.replaceSync(hidden.join() + "{display:none!important}");
  };
  show();
  return show;
}

function publish(view: View): void {
  const { site } = view;
  let changed = false;
  addEventListener("consentry:choice", () => (changed = true));
  const some = (): boolean => window.consentry.state.granted.length > 0;
  const api = {
    get consent() { return consentOf(view); },
    get consentID() { return window.consentry.state.id ?? "0"; },
    get consented() { return some(); },
    get declined() { return window.consentry.state.decided && !some(); },
    get hasResponse() { return window.consentry.state.decided; },
    get doNotTrack() { return view.gpc; },
    /** The choice was made on this page. */
    get changed() { return changed; },
    // Everybody is asked, wherever they are, and nothing is on before.
    isOutOfRegion: false,
    isOutsideEU: false,
    regulations: { gdprApplies: true, ccpaApplies: false, lgpdApplies: false },
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
  // Its older name too.
  for (const name of ["Cookiebot", "CookieConsent"]) Object.defineProperty(window, name, { value: api, configurable: true });
}

export const part: Part = (view) => {
  const { site } = view;
  publish(view);
  const show = showing(view);
  const mark = adoptMarkup(view, {
    selector: "[data-cookieconsent]",
    keys: (held) => {
      const names = held.getAttribute("data-cookieconsent")!.split(",").map((name) => name.trim());
      return names.includes("ignore") ? [] : names.map((name) => categoryKey(site, name));
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
  return () => {
    show();
    mark();
  };
};

$H.push(part);
