// SPDX-License-Identifier: Apache-2.0
// Configures Cookie Consent (npm: cookieconsent, by Osano) as its documentation describes.
(() => {
  "use strict";
  const site = window.siteConsent;
  const ui = site.banner;
  const text = ui.text;
  const asks = ui.refuseLayer === 1;
  const apply = (status) => {
    const yes = status === "allow" || status === "dismiss";
    window.siteTags.apply({ statistics: yes, marketing: yes });
  };
  addEventListener("DOMContentLoaded", () => {
    window.cookieconsent.initialise({
      type: asks ? "opt-in" : "info",
      theme: "classic",
      position: ui.layout === "bar" ? "bottom" : "bottom-left",
      palette: { popup: { background: "#243038", text: "#ffffff" }, button: { background: "#ffffff", text: "#1b242a" } },
      revokable: asks,
      animateRevokable: false,
      content: { message: text.text, allow: text.accept, deny: text.refuse, dismiss: text.accept, link: site.page.privacy, href: "/privacy", policy: site.page.cookieSettings },
      elements: {
        // The library draws its refusal as a bare link; this site gives it the same button.
        deny: '<a aria-label="deny cookies" role="button" tabindex="0" class="cc-btn cc-deny" style="color:#1b242a;background-color:#fff">{{deny}}</a>',
      },
      onInitialise(status) {
        if (this.hasAnswered()) apply(status);
      },
      onStatusChange(status) {
        apply(status);
      },
    });
  });
})();
