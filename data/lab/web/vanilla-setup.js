// SPDX-License-Identifier: Apache-2.0
// Configures CookieConsent 3 (npm: vanilla-cookieconsent) as its documentation describes.
(() => {
  "use strict";
  const site = window.siteConsent;
  const ui = site.banner;
  const text = ui.text;
  const apply = () =>
    window.siteTags.apply({
      statistics: window.CookieConsent.acceptedCategory("statistics"),
      marketing: window.CookieConsent.acceptedCategory("marketing"),
    });
  const section = (name) => ({ title: text[name], description: text[name + "Text"], linkedCategory: name });
  const first = { title: text.title, description: text.text, acceptAllBtn: text.accept, showPreferencesBtn: text.settings };
  const second = { title: text.settings, acceptAllBtn: text.accept, savePreferencesBtn: text.save, closeIconLabel: text.close, sections: [section("necessary"), section("statistics"), section("marketing")] };
  if (ui.refuseLayer === 1) first.acceptNecessaryBtn = text.refuse;
  if (ui.refuseLayer === 1 || ui.refuseLayer === 2) second.acceptNecessaryBtn = text.refuse;
  addEventListener("DOMContentLoaded", () => {
    window.CookieConsent.run({
      guiOptions: { consentModal: { layout: ui.layout === "bar" ? "bar" : "box", position: ui.layout === "bar" ? "bottom" : "bottom left" } },
      categories: { necessary: { enabled: true, readOnly: true }, statistics: { enabled: ui.preticked }, marketing: { enabled: ui.preticked } },
      language: { default: site.language, translations: { [site.language]: { consentModal: first, preferencesModal: second } } },
      onConsent: apply,
      onChange: apply,
    });
    document.querySelectorAll("[data-open-consent]").forEach((link) =>
      link.addEventListener("click", (event) => {
        event.preventDefault();
        window.CookieConsent.showPreferences();
      }),
    );
  });
})();
