// SPDX-License-Identifier: Apache-2.0
// Configures Orejime (npm: orejime) as its documentation describes; must run before orejime.js.
(() => {
  "use strict";
  const site = window.siteConsent;
  const ui = site.banner;
  const text = ui.text;
  const purpose = (id, extra) => ({ id, title: text[id], description: text[id + "Text"], cookies: [], default: ui.preticked, ...extra });
  const policy = " {privacyPolicy}";
  window.orejimeConfig = {
    privacyPolicyUrl: "/privacy",
    forceModal: ui.layout === "modal",
    cookie: { name: "orejime", duration: 180 },
    purposes: [purpose("necessary", { isMandatory: true }), purpose("statistics"), purpose("marketing")],
    translations: {
      banner: {
        title: text.title,
        description: text.text + policy,
        privacyPolicyLabel: site.page.privacy,
        accept: text.accept,
        acceptTitle: text.accept,
        decline: text.refuse,
        declineTitle: text.refuse,
        configure: text.settings,
        configureTitle: text.settings,
      },
      modal: {
        title: text.settings,
        description: text.text + policy,
        privacyPolicyLabel: site.page.privacy,
        close: text.close,
        closeTitle: text.close,
        globalPreferences: text.settings,
        acceptAll: text.accept,
        declineAll: text.refuse,
        save: text.save,
        saveTitle: text.save,
      },
      purpose: {
        mandatory: text.necessary,
        mandatoryTitle: text.necessaryText,
        accept: text.accept,
        decline: text.refuse,
        enabled: "✓",
        disabled: "–",
        partial: "±",
      },
      misc: { newWindowTitle: "", updateNeeded: text.title, poweredBy: "Orejime" },
    },
  };
  document.addEventListener("orejime.loaded", ({ detail: { manager, prompt } }) => {
    const apply = () => window.siteTags.apply({ statistics: manager.getConsent("statistics") === true, marketing: manager.getConsent("marketing") === true });
    if (!manager.isDirty()) apply();
    manager.on("update", apply);
    document.querySelectorAll("[data-open-consent]").forEach((link) =>
      link.addEventListener("click", (event) => {
        event.preventDefault();
        prompt();
      }),
    );
  });
})();
