// SPDX-License-Identifier: Apache-2.0
// What only the page's own world can see: the interfaces of consent managers. Its text is sent there, so it
// must not use anything outside itself.

interface Signals {
  tcf: string;    // event status, "" without TCF
  tcString: string;
  updates: number; // Google Consent Mode updates on the data layer
  managers: string; // what consent managers' own objects say of the choice
}

// question "signals": what the interfaces say. "ways": names of known calls that show the choice again.
// "reopen": makes the call of that name.
export function pageSide(question: string, name?: string): unknown {
  type Any = Record<string, any>;
  const scope = globalThis as unknown as Any;
  const attempt = (action: () => unknown): unknown => {
    try {
      return action();
    } catch {
      return undefined;
    }
  };
  const callable = (path: string): (() => unknown) | null => {
    const parts = path.split(".");
    const last = parts.pop() as string;
    const owner = parts.reduce<Any | undefined>((at, part) => attempt(() => at?.[part]) as Any | undefined, scope);
    return typeof owner?.[last] === "function" ? () => owner[last]() : null;
  };

  // Documented calls of consent managers that open their dialog again.
  const calls: string[] = [
    "klaro.show", "CookieConsent.showPreferences", "Cookiebot.renew", "CookieControl.open", "Didomi.preferences.show",
    "OneTrust.ToggleInfoDisplay", "UC_UI.showSecondLayer", "__ucCmp.showSecondLayer", "CookieFirst.openPanel", "Osano.cm.showDrawer",
    "tarteaucitron.userInterface.openPanel", "_iub.cs.api.openPreferences", "truste.eu.clickListener", "openAxeptioCookies",
    "BorlabsCookie.showCookieBox", "BorlabsCookie.Consents.openDialog", "revisitCkyConsent", "CookieScript.instance.show",
    "orejime.show", "orejime.prompt", "termly.showConsentPreferences", "displayPreferenceModal", "cookiehub.openSettings",
    "consentManager.show", "__cmpConsentManager.show", "ketch.showPreferences", "CassieWidgetLoader.Widget.showModal",
    "TermsFeed.cookieConsent.openPreferencesCenter", "CookieInformation.renew", "CookieConsent.renew", "silktideCookieBannerManager.showModal",
    "Sddan.cmp.displayUI", "airgap.showConsentManager", "transcend.showConsentManager",
  ];
  const ways = (): string[] => {
    const found = calls.filter((path) => callable(path) !== null);
    if (typeof scope["__tcfapi"] === "function" && attempt(() => (scope["__tcfapi"] as Any)["toString"]().length) !== undefined) found.push("__tcfapi displayConsentUi");
    if (typeof scope["__cmp"] === "function") found.push("__cmp showScreen");
    if (scope["googlefc"]?.callbackQueue && typeof scope["googlefc"]?.showRevocationMessage === "function") found.push("googlefc.showRevocationMessage");
    return found;
  };
  if (question === "ways") return ways();
  if (question === "reopen") {
    if (name === "__tcfapi displayConsentUi") return attempt(() => (scope["__tcfapi"] as Function)("displayConsentUi", 2, () => undefined)), true;
    if (name === "__cmp showScreen") return attempt(() => (scope["__cmp"] as Function)("showScreen", null, () => undefined)), true;
    if (name === "klaro.show") return attempt(() => scope["klaro"].show(undefined, true)), true; // without it: the notice, once
    if (name === "googlefc.showRevocationMessage") return attempt(() => scope["googlefc"].showRevocationMessage()), true;
    const call = callable(name ?? "");
    if (call) attempt(call);
    return call !== null;
  }

  const signals: Signals = { tcf: "", tcString: "", updates: 0, managers: "" };
  attempt(() => {
    if (typeof scope["__tcfapi"] !== "function") return;
    signals.tcf = "present";
    (scope["__tcfapi"] as Function)("getTCData", 2, (data: Any, success: boolean) => {
      if (!success || !data) return;
      signals.tcf = String(data["eventStatus"] ?? "");
      signals.tcString = String(data["tcString"] ?? "");
    });
  });
  attempt(() => {
    for (const entry of (scope["dataLayer"] as unknown[]) ?? []) {
      if ((entry as Any)?.[0] === "consent" && (entry as Any)?.[1] === "update") ++signals.updates;
    }
  });
  signals.managers = String(
    attempt(() =>
      JSON.stringify([
        attempt(() => (scope["Cookiebot"] as Any)?.["consent"]),
        attempt(() => (scope["CookieConsent"] as Any)?.["getUserPreferences"]?.().acceptType),
        attempt(() => scope["OnetrustActiveGroups"]),
        attempt(() => (scope["Didomi"] as Any)?.["getUserStatus"]?.().purposes?.consent?.enabled),
        attempt(() => (scope["UC_UI"] as Any)?.["areAllConsentsAccepted"]?.()),
      ]).slice(0, 4000),
    ) ?? "",
  );
  return signals;
}
