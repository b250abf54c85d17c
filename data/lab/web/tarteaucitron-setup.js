// SPDX-License-Identifier: Apache-2.0
// Configures tarteaucitron (npm: tarteaucitronjs) as its documentation describes; must run after
// tarteaucitron.js. The page brings the style sheet, the texts and the services itself.
(() => {
  "use strict";
  const site = window.siteConsent;
  const ui = site.banner;
  const text = ui.text;
  const tac = window.tarteaucitron;
  const kinds = { statistics: "analytic", marketing: "ads" };
  tac.lang = {
    middleBarHead: text.title,
    alertBigPrivacy: text.text,
    alertBig: text.text,
    alertBigClick: "",
    alertBigScroll: "",
    alertSmall: text.settings,
    personalize: text.settings,
    acceptAll: text.accept,
    allowAll: text.accept,
    denyAll: text.refuse,
    allow: text.accept,
    deny: text.refuse,
    allowed: "✓",
    disallowed: "–",
    close: text.close,
    closeBanner: text.close,
    save: text.save,
    all: text.settings,
    title: text.settings,
    info: text.title,
    disclaimer: text.text,
    icon: text.settings,
    privacyUrl: site.page.privacy,
    mandatoryTitle: text.necessary,
    mandatoryText: text.necessaryText,
    modalWindow: "",
    newWindow: "",
    toggleInfoBox: "",
    cookieDetail: "",
    ourSite: "",
    more: "",
    source: "",
    noCookie: "",
    useCookie: "",
    useCookieCurrent: "",
    useNoCookie: "",
    noServices: "",
    fallback: "",
    reload: "",
    adblock: "",
    adblock_call: "",
    ourpartners: "",
  };
  for (const type of ["ads", "analytic", "api", "comment", "google", "other", "social", "support", "video"]) tac.lang[type] = { title: "", details: "" };
  for (const [name, type] of Object.entries(kinds)) tac.lang[type] = { title: text[name], details: text[`${name}Text`] };
  const apply = () => window.siteTags.apply({ statistics: tac.state.statistics === true, marketing: tac.state.marketing === true });
  // Every service tells of itself; the choice is all of them together.
  let due = false;
  const soon = () => {
    if (!due) queueMicrotask(() => ((due = false), apply()));
    due = true;
  };
  tac.services = {};
  for (const name of Object.keys(kinds)) {
    tac.services[name] = { key: name, type: kinds[name], name: text[name], uri: "", needConsent: true, cookies: [], js() {}, fallback() {} };
    for (const change of ["allowed", "disallowed"]) document.addEventListener(`${name}_${change}`, soon);
  }
  tac.init({
    privacyUrl: "/privacy",
    hashtag: "#cookies",
    cookieName: "tarteaucitron",
    orientation: ui.layout === "bar" ? "bottom" : "middle",
    highPrivacy: true,
    AcceptAllCta: true,
    DenyAllCta: ui.refuseLayer === 1,
    showTitleBanner: true,
    showIcon: false,
    showAlertSmall: false,
    cookieslist: false,
    mandatory: true,
    moreInfoLink: false,
    removeCredit: true,
    adblocker: false,
    googleConsentMode: false,
    bingConsentMode: false,
    pianoConsentMode: false,
    useExternalCss: true,
    useExternalJs: true,
  });
  tac.job = tac.job || [];
  tac.job.push("statistics", "marketing");
  addEventListener("DOMContentLoaded", () =>
    document.querySelectorAll("[data-open-consent]").forEach((link) =>
      link.addEventListener("click", (event) => {
        event.preventDefault();
        tac.userInterface.openPanel();
      }),
    ),
  );
})();
