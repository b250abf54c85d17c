// SPDX-License-Identifier: Apache-2.0
// Configures Klaro (npm: klaro) as its documentation describes; must run before klaro.js.
(() => {
  "use strict";
  const site = window.siteConsent;
  const ui = site.banner;
  const text = ui.text;
  const service = (name, extra) => ({ name, title: text[name], description: text[name + "Text"], purposes: [name], default: ui.preticked, ...extra });
  window.klaroConfig = {
    version: 1,
    elementID: "klaro",
    storageMethod: "cookie",
    cookieName: "klaro",
    cookieExpiresAfterDays: 180,
    default: ui.preticked,
    mustConsent: ui.layout === "modal",
    acceptAll: true,
    hideDeclineAll: ui.refuseLayer !== 1,
    hideLearnMore: false,
    lang: site.language,
    translations: {
      [site.language]: {
        consentNotice: { title: text.title, description: text.text, learnMore: text.settings },
        consentModal: { title: text.title, description: text.text },
        acceptAll: text.accept,
        acceptSelected: text.save,
        decline: text.refuse,
        ok: text.accept,
        save: text.save,
        privacyPolicyUrl: "/privacy",
        purposes: { necessary: { title: text.necessary }, statistics: { title: text.statistics }, marketing: { title: text.marketing } },
      },
    },
    services: [
      service("necessary", { required: true, default: true, description: ui.necessaryItems ? `${text.necessaryText} (${ui.necessaryItems})` : text.necessaryText }),
      service("statistics"),
      service("marketing"),
    ],
  };
  const apply = (consents) => window.siteTags.apply({ statistics: consents.statistics === true, marketing: consents.marketing === true });
  addEventListener("DOMContentLoaded", () => {
    const manager = window.klaro.getManager();
    if (manager.confirmed) apply(manager.consents);
    manager.watch({
      update(_manager, event, data) {
        if (event === "saveConsents") apply(data.consents);
      },
    });
    document.querySelectorAll("[data-open-consent]").forEach((link) =>
      link.addEventListener("click", (event) => {
        event.preventDefault();
        window.klaro.show();
      }),
    );
  });
})();
