// SPDX-License-Identifier: Apache-2.0
// Another language than the page was loaded with, by a call of the other manager's. The core has chosen its own by
// then and keeps it, so this part says the other one wherever it shows: banner, button, panel, and what is recorded.
import { closePanel } from "./adapter_closing";
import { site, type BannerTexts, type Part } from "../core/site";
import type { Core, Panel } from "../panel/panel";

let ours: Panel | undefined;
let watched: ShadowRoot | undefined;

/** The first layer's paragraph begins with notices that only some visitors get. */
function bodyOf(said: string, from: BannerTexts, to: BannerTexts): string {
  return (said.startsWith(from[7]) ? to[7] : "") + (from[8] && said.includes(from[8]) ? to[8] : "") + to[1] + " ";
}

function tellBanner(root: ShadowRoot, from: BannerTexts, to: BannerTexts): void {
  const banner = root.querySelector("dialog:not(.p)");
  if (!banner) return;
  banner.setAttribute("aria-label", to[0]);
  banner.querySelector("h2")!.textContent = to[0];
  const body = banner.querySelector("p")!;
  body.firstChild!.textContent = bodyOf(body.firstChild!.textContent!, from, to);
  const link = body.querySelector("a");
  if (link) link.textContent = to[6];
  for (const [id, text] of [["rejectAll", to[3]], ["acceptAll", to[2]], ["open", to[4]]] as const)
    banner.querySelector("#" + id)!.textContent = text;
}

function tellButton(root: ShadowRoot, to: BannerTexts): void {
  const button = root.querySelector(".o");
  for (const name of ["aria-label", "title"]) button?.setAttribute(name, to[5]);
}

function tell(): void {
  const host = document.querySelector<HTMLElement>("consentry-banner");
  const root = host?.shadowRoot;
  // Before the page has a body there is no banner in it.
  if (!host || !root) return addEventListener("consentry:ready", tell, { once: true });
  const texts = site.t[site.m!]!;
  tellBanner(root, site.t[host.lang]!, texts);
  tellButton(root, texts);
  host.lang = site.m!;
  host.dir = texts[9] ?? "ltr";
  // The small button comes when the banner goes.
  if (watched !== root) new MutationObserver(() => tellButton(root, site.t[site.m!]!)).observe(root, { childList: true });
  watched = root;
  if (!root.querySelector(".p[open]")) return;
  closePanel();
  void window.consentry.open();
}

/** False where the site has no language for the name, or shows it already. */
export function changeLanguage(name: string, again = false): boolean {
  const wanted = Object.keys(site.t).find((each) => (name.toLowerCase() + "-").startsWith(each.toLowerCase() + "-"));
  if (!wanted || (wanted === window.consentry.state.language && !again)) return false;
  if (!site.m) {
    const state = Object.getOwnPropertyDescriptor(window.consentry, "state")!.get!;
    Object.defineProperty(window.consentry, "state", { get: () => ({ ...(state() as object), language: site.m }) });
  }
  site.m = wanted;
  tell();
  return true;
}

const part: Part = () => {
  // Heard before the core hears it: the panel is told our language in place of the core's.
  addEventListener("consentry:panel", (event) => {
    const { detail: theirs } = event as CustomEvent<Panel>;
    if (theirs === ours) return;
    event.stopImmediatePropagation();
    ours = (core: Core) => theirs(site.m ? { ...core, language: site.m, texts: site.t[site.m]! } : core);
    dispatchEvent(new CustomEvent("consentry:panel", { detail: ours }));
  });
  return (decision) => {
    decision.language = site.m || decision.language;
  };
};

// Once, for two adapters too; and first of all, so that the record that is sent says the language that the visitor read.
if (site.m === undefined) $H.unshift(part);
site.m ??= "";
