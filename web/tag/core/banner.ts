// SPDX-License-Identifier: Apache-2.0
// First layer and the small button, in a shadow root at the start of the body, there at the first paint and moving
// nothing. Accept, refuse and settings look the same. Closing decides nothing. Both are written as markup, for
// each kind of element that a script has held costs the page memory; the id of a button names what it does in
// window.consentry.
import { gpc, outdated } from "./choice";
import { site, type BannerTexts } from "./site";
import { style } from "./style";
import { trusted } from "./trusted";

const known = Object.keys(site.t);
// "nl-BE" is served by "nl"; a site with "pt-BR" lists it before "pt".
const nearest = (tag: string): string | undefined => known.find((each) => (tag + "-").startsWith(each + "-"));
export const language = [document.documentElement.lang, ...navigator.languages].map(nearest).find(Boolean) ?? known[0]!;
export const texts: BannerTexts = site.t[language]!;

const host = document.createElement("consentry-banner");
host.lang = language;
host.dir = texts[9] ?? "ltr";
export const root = host.attachShadow({ mode: "open" }) as ShadowRoot & { setHTML?(markup: string, options: object): void };
// What the record of a choice says about how it came about.
export let clicks = 0;
/** Milliseconds since 1970; 0 where no banner was shown. */
export let since = 0;

const safe = (text: string): string => text.replace(/[&<"]/g, (found) => `&#${found.charCodeAt(0)};`);
const [title, body, accept, reject, settings, reopen, privacy, changed, signal] = (texts as string[]).map(safe);

function render(markup: string): void {
  // Needs no policy of the page.
  if (root.setHTML) root.setHTML(markup, { sanitizer: {} });
  else root.innerHTML = trusted("createHTML", markup);
}

/**
 * Into the body's beginning as soon as there is something in it, and so before anything is painted; again when the
 * page throws us out. The body itself is not held, for it costs as much as the whole of our own code.
 */
export function attach(last?: boolean): void {
  if (host.isConnected) return;
  if (last) document.body.prepend(host);
  else document.querySelector("body>*")?.before(host);
  const centre = root.isConnected && root.querySelector<HTMLDialogElement>(".centre");
  if (!centre) return;
  centre.open = false;
  centre.showModal();
}

export function startLooks(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style + site.c);
  root.adoptedStyleSheets = [sheet];
  root.addEventListener("click", ({ target }) => {
    clicks++;
    (window.consentry as unknown as Record<string, () => void>)[(target as Element).id]?.();
  });
  // Answering false would take the key from the page.
  host.onkeydown = ({ key }) => key !== "Escape" || hideBanner();
}

export function hideBanner(): void {
  // The button keeps the focus that it has.
  if (root.querySelector(".o")) return;
  render(site.n ? "" : `<button class=o id=open title="${reopen}" aria-label="${reopen}">${gpc ? "GPC " : ""}</button>`);
}

export function showBanner(): void {
  const link = site.p ? ` <a href="${safe(site.p)}">${privacy}</a>` : "";
  render(
    `<dialog class=${site.l} open aria-label="${title}" tabindex=-1><h2>${title}</h2><p>${outdated ? changed : ""}${gpc ? signal : ""}${body}${link}` +
      `<div class=r><button id=rejectAll>${reject}</button><button id=acceptAll>${accept}</button><button id=open>${settings}</button>`,
  );
  since = Date.now();
}

/** Screen readers announce a dialog that takes the focus; a field the visitor is in keeps it. */
export function focusBanner(): void {
  if (!document.querySelector(":focus")) root.querySelector("dialog")?.focus({ preventScroll: true });
}
