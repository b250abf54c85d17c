// SPDX-License-Identifier: Apache-2.0
// A lab page's use of c15t (npm: @c15t/react) as its documentation describes, without a server of its
// own; it ships as components, so the lab serves them bundled with this set-up.
import { ConsentBanner, ConsentDialog, ConsentManagerProvider, useConsentManager } from "@c15t/react";
import { createElement, useEffect } from "react";
import { createRoot } from "react-dom/client";

const site = window.siteConsent;
const text = site.banner.text;
const kind = (name) => ({ title: text[name], description: text[`${name}Text`] });
const messages = {
  common: { acceptAll: text.accept, rejectAll: text.refuse, customize: text.settings, save: text.save, close: text.close, securedBy: "c15t" },
  cookieBanner: { title: text.title, description: text.text },
  consentManagerDialog: { title: text.settings, description: text.text },
  consentTypes: { necessary: kind("necessary"), measurement: kind("statistics"), marketing: kind("marketing") },
  legalLinks: { privacyPolicy: site.page.privacy, cookiePolicy: site.page.privacy, termsOfService: "" },
};

// The footer's link opens the dialog; a choice, also one of an earlier page, reaches the tags.
function Connection() {
  const manager = useConsentManager();
  const answered = manager.hasConsented();
  const { measurement, marketing } = manager.consents;
  useEffect(() => {
    if (answered) window.siteTags.apply({ statistics: measurement === true, marketing: marketing === true });
  }, [answered, measurement, marketing]);
  useEffect(() => {
    const open = (event) => {
      event.preventDefault();
      manager.setActiveUI("dialog");
    };
    const links = [...document.querySelectorAll("[data-open-consent]")];
    for (const link of links) link.addEventListener("click", open);
    return () => links.forEach((link) => link.removeEventListener("click", open));
  });
  return null;
}

addEventListener("DOMContentLoaded", () => {
  const host = document.createElement("div");
  document.body.append(host);
  const options = {
    mode: "offline",
    consentCategories: ["necessary", "measurement", "marketing"],
    i18n: { locale: site.language, detectBrowserLanguage: false, messages: { [site.language]: messages } },
    legalLinks: { privacyPolicy: { href: "/privacy" } },
  };
  const parts = [ConsentBanner, ConsentDialog, Connection].map((part) => createElement(part, { key: part.name }));
  createRoot(host).render(createElement(ConsentManagerProvider, { options }, parts));
});
