// SPDX-License-Identifier: Apache-2.0
// A page's use of c15t (npm: c15t), which draws nothing itself: the banner of its manual's page on
// building one's own.
import { getOrCreateConsentRuntime } from "c15t";

const { consentStore } = getOrCreateConsentRuntime(window.c15tOptions);

function createBanner() {
  const banner = document.createElement("div");
  banner.id = "consent-banner";
  banner.setAttribute("role", "dialog");
  banner.setAttribute("aria-label", "Cookie consent");
  banner.style.cssText = "position:fixed;left:0;right:0;bottom:0;padding:1em;background:#fff;border-top:1px solid #888;display:none";
  banner.innerHTML = `<p>We would like to count visits. You can change your choice at any time.</p>
    <button id="consent-accept">Accept all</button> <button id="consent-reject">Reject all</button>`;
  document.body.append(banner);
  banner.querySelector("#consent-accept").addEventListener("click", () => consentStore.getState().saveConsents("all"));
  banner.querySelector("#consent-reject").addEventListener("click", () => consentStore.getState().saveConsents("necessary"));
  return banner;
}

const banner = createBanner();
const show = (state) => {
  banner.style.display = state.activeUI === "banner" ? "block" : "none";
};
show(consentStore.getState());
consentStore.subscribe(show);
