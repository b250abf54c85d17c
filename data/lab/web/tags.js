// SPDX-License-Identifier: Apache-2.0
// Loads a site's tags as its visitors choose, and answers the consent interfaces that tags ask.
(() => {
  "use strict";
  const site = window.siteConsent;
  const signal = site.signal || {};
  const faults = site.faults;
  const inner = location.pathname !== "/";
  const optedOut = site.honoursGpc && navigator.globalPrivacyControl === true;
  const loaded = new Set();
  const listeners = new Map();
  let choice = null;

  const granted = () => choice !== null && (choice.statistics || choice.marketing);
  const kept = () => site.keepsAfterWithdrawal && localStorage.getItem("tm_state") === "on";

  // Consent that was given once and is no more.
  const withdrawn = () => choice !== null && !granted() && localStorage.getItem("cc_was") === "1";

  function permitted(tag) {
    switch (tag.gate) {
      case "after-consent":
        return choice !== null && (choice[tag.category] || kept());
      case "until-refused":
        return choice === null ? !optedOut : choice[tag.category] || kept();
      case "after-any-choice":
        return choice !== null;
      case "with-any-consent":
        return granted();
      case "after-withdrawal":
        return withdrawn();
      case "inner-after-any-choice":
        return choice !== null && inner;
      default:
        return false; // loaded by the page itself, whatever the visitor says
    }
  }

  function load(tag) {
    if (loaded.has(tag.src)) return;
    loaded.add(tag.src);
    if (tag.image) {
      new Image().src = tag.src;
      return;
    }
    const script = document.createElement("script");
    script.async = true;
    script.src = tag.src;
    script.dataset.id = tag.id;
    script.dataset.cs = granted() ? "granted" : choice === null ? "unknown" : "denied";
    if (faults.tellsHits) script.dataset.gcs = faults.lyingHits || granted() ? "G111" : "G100";
    document.head.append(script);
  }

  function expire(name) {
    const domain = location.hostname.replace(/^www\./, "");
    for (const scope of ["", `; domain=${domain}`]) document.cookie = `${name}=; path=/; max-age=0${scope}`;
  }

  function forget() {
    for (const tag of site.tags) {
      if (!["after-consent", "until-refused", "with-any-consent"].includes(tag.gate)) continue;
      if (permitted(tag) || faults.keepsCookies) continue;
      (tag.cookies || []).forEach(expire);
      (tag.keys || []).forEach((key) => localStorage.removeItem(key));
    }
  }

  // Google Consent Mode.
  function google(action, words) {
    window.dataLayer = window.dataLayer || [];
    (function gtag() {
      window.dataLayer.push(arguments);
    })("consent", action, words);
  }
  const words = (ads, analytics) => ({
    ad_storage: ads ? "granted" : "denied",
    ad_user_data: ads ? "granted" : "denied",
    ad_personalization: ads ? "granted" : "denied",
    analytics_storage: analytics ? "granted" : "denied",
  });

  // IAB Transparency and Consent Framework: __tcfapi.
  const claims = {
    "before-choice": () => choice === null,
    "under-gpc": () => choice === null && navigator.globalPrivacyControl === true,
    "after-refusal": () => choice !== null && !granted(),
    "after-withdrawal": withdrawn,
  };
  const claimed = () => signal.claim in claims && claims[signal.claim]();

  function tcData(status, id) {
    const all = granted() || claimed();
    const purposes = {};
    for (let purpose = 1; purpose <= 10; ++purpose) purposes[purpose] = all;
    const vendors = {};
    for (const vendor of signal.vendors) vendors[vendor] = all;
    const interests = {};
    if (faults.legitimateInterest) for (const purpose of [3, 7, 8, 9, 10]) interests[purpose] = true;
    return {
      tcString: all ? signal.granted : signal.denied,
      tcfPolicyVersion: 5,
      cmpId: signal.cmpId,
      cmpVersion: 1,
      ...(faults.incompleteTcf ? {} : { gdprApplies: true }),
      eventStatus: status,
      cmpStatus: "loaded",
      listenerId: id,
      isServiceSpecific: true,
      useNonStandardTexts: false,
      publisherCC: signal.country,
      purposeOneTreatment: false,
      purpose: { consents: purposes, legitimateInterests: interests },
      vendor: { consents: vendors, legitimateInterests: {} },
      specialFeatureOptins: {},
    };
  }
  const status = () => (choice === null ? (claimed() ? "tcloaded" : "cmpuishown") : "useractioncomplete");

  function tcfapi(command, version, callback, parameter) {
    if (command === "ping") {
      callback({ gdprApplies: true, cmpLoaded: true, cmpStatus: "loaded", displayStatus: choice === null ? "visible" : "hidden", apiVersion: "2.3", cmpId: signal.cmpId });
    } else if (command === "getTCData") {
      callback(tcData(status(), undefined), true);
    } else if (command === "addEventListener") {
      const id = listeners.size + 1;
      listeners.set(id, callback);
      callback(tcData(status(), id), true);
    } else if (command === "removeEventListener") {
      callback(listeners.delete(parameter));
    } else {
      callback(null, false);
    }
  }

  // IAB Global Privacy Platform: __gpp.
  function gpp(command, callback) {
    const gppString = granted() || claimed() ? signal.granted : signal.denied;
    if (command === "ping") callback({ gppVersion: "1.1", cmpStatus: "loaded", signalStatus: "ready", applicableSections: [2], gppString }, true);
    else callback(null, false);
  }

  function announce() {
    if (signal.kind === "google") {
      const pretend = claimed();
      google("update", words(choice.marketing || pretend, choice.statistics || pretend));
    }
    if (signal.kind === "tcf") {
      document.cookie = `euconsent-v2=${tcData(status()).tcString}; path=/; max-age=15552000; SameSite=Lax; Secure`;
      for (const [id, callback] of listeners) callback(tcData(status(), id), true);
    }
  }

  function loadPermitted() {
    site.tags.filter(permitted).forEach(load);
  }

  window.siteTags = {
    // What the visitor chose, now or on an earlier page: {statistics, marketing}.
    apply(next) {
      choice = next;
      if (granted()) localStorage.setItem("cc_was", "1");
      if (granted() && site.keepsAfterWithdrawal) localStorage.setItem("tm_state", "on");
      announce();
      forget();
      loadPermitted();
    },
  };

  if (signal.kind === "google") google("default", words(claimed(), claimed()));
  if (signal.kind === "gpp") window.__gpp = gpp;
  if (signal.kind === "tcf") {
    window.__tcfapi = tcfapi;
    const locator = document.createElement("iframe");
    locator.name = "__tcfapiLocator";
    locator.style.display = "none";
    document.documentElement.append(locator);
  }
  // A choice on an earlier page is applied by the consent manager at the same event, hence before this.
  addEventListener("DOMContentLoaded", () =>
    setTimeout(() => {
      if (choice === null) loadPermitted();
    }),
  );
})();
