// SPDX-License-Identifier: Apache-2.0
// The order in which things happen on a page. Everything here runs before the page's first paint.
import { publishApi } from "./api";
import { attach, focusBanner, hideBanner, language, root, showBanner, startLooks, texts } from "./banner";
import { allowed, choice, cookies, gpc, readChoice, setCookie } from "./choice";
import { decide, followers, tell } from "./decide";
import { fetchPanel } from "./door";
import { openGate, release } from "./gate";
import { site } from "./site";

const HOOK = "#consentry-open";

async function open(): Promise<void> {
  const panel = await fetchPanel();
  panel({ site, gpc, language, choice, root, texts, decide });
}

readChoice();
const settled = !!choice || (gpc && site.g === 1);
for (const part of $H) followers.push(part({ site, gpc, language, allowed, cookies, setCookie, release }, settled));
publishApi(open);
startLooks();
if (settled) hideBanner();
else showBanner();
const watch = (): void => {
  attach();
  openGate();
};
watch();
// What the parser brings, and what the page adds later.
new MutationObserver(watch).observe(document, { childList: true, subtree: true });
addEventListener("click", (event) => {
  if (!(event.target as Element).closest?.(`${HOOK},[href="${HOOK}"]`)) return;
  event.preventDefault();
  void open();
});
// A page that the browser had kept while the visitor chose otherwise on another one.
addEventListener("pageshow", (event) => {
  const time = choice?.time;
  if (event.persisted) readChoice();
  if (choice?.time !== time) location.reload();
});
addEventListener("DOMContentLoaded", () => {
  attach(true);
  openGate();
  focusBanner();
  if (document.URL.endsWith(HOOK)) void open();
  tell("ready", window.consentry.state);
});
