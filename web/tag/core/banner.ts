// SPDX-License-Identifier: Apache-2.0
// First layer and the small button, in a shadow root at the start of the body, there at the first paint
// and moving nothing. Accept, refuse and settings look the same. Closing decides nothing.
import { gpc, outdated } from "./choice";
import { element } from "./element";
import { site, type BannerTexts } from "./site";
import { style } from "./style";

const wanted = [document.documentElement.lang, ...navigator.languages];
const known = Object.keys(site.t);
// "nl-BE" is served by "nl"; a site with "pt-BR" lists it before "pt".
const nearest = (tag: string): string | undefined => known.find((each) => (tag + "-").startsWith(each + "-"));
export const language = wanted.map(nearest).find(Boolean) ?? known[0]!;
export const texts: BannerTexts = site.t[language]!;

const host = element("consentry-banner" as "div", { lang: language, dir: texts[9] ?? "ltr" });
export const root = host.attachShadow({ mode: "open" });
let dialog: HTMLDialogElement | undefined;
let button: HTMLElement | undefined;
/** What the record of a choice says about how it came about. */
export const shown = { clicks: 0, since: 0 };
/** Set once by the main script; keeps looks and deeds apart. */
export const deeds = {} as Record<"accept" | "reject" | "open", () => void>;

/** As soon as there is a body, before anything is painted; again when the page throws us out. */
export function attach(): void {
  if (host.isConnected || !document.body) return;
  document.body.prepend(host);
  if (!dialog) return;
  dialog.open = site.l !== "centre";
  if (!dialog.open) dialog.showModal();
}

export function startLooks(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style + site.c);
  root.adoptedStyleSheets = [sheet];
  root.addEventListener("click", () => shown.clicks++, true);
}

export function act(label: string, action: () => void, attributes = {}): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.onclick = action;
  return made;
}

export function hideBanner(): void {
  dialog?.remove();
  dialog = undefined;
  if (!button && !site.n) {
    button = act(gpc ? "GPC " : "", deeds.open, { class: "o", title: texts[5], "aria-label": texts[5] });
    root.append(button);
  }
}

export function showBanner(): void {
  const body = element("p", {}, outdated ? texts[7] : "", gpc ? texts[8] : "", texts[1]);
  if (site.p) body.append(" ", element("a", { href: site.p }, texts[6]));
  dialog = element(
    "dialog",
    { class: site.l, "aria-label": texts[0], tabindex: "-1" },
    element("h2", {}, texts[0]),
    body,
    element("div", { class: "r" }, act(texts[3], deeds.reject), act(texts[2], deeds.accept), act(texts[4], deeds.open)),
  );
  dialog.onkeydown = (event) => void (event.key === "Escape" && hideBanner());
  root.append(dialog);
  shown.since = performance.now();
}

/** Screen readers announce a dialog that takes the focus; a field the visitor is in keeps it. */
export function focusBanner(): void {
  if (document.activeElement === document.body) dialog?.focus({ preventScroll: true });
}
