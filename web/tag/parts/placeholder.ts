// SPDX-License-Identifier: Apache-2.0
// Embedded videos, maps and posts of services that are not allowed yet: their own frame says what would load,
// with one click for this time and one for always. The frame keeps its place and size, so nothing moves. A
// video or a post that is no frame keeps its own preview (poster, text), and the buttons follow it.
import type { Part, View } from "../core/site";

// Tells the page that is loaded anew what to let through this time; read once.
const ONCE = "consentry-once";
const STYLE = `:root{color-scheme:light dark;font:16px/1.4 system-ui,sans-serif;height:100%}
body{margin:0;min-height:100%;display:grid;place-items:center;background:light-dark(#e9eaee,#26282e) center/cover;color:light-dark(#1b1d22,#f1f2f4)}
div{margin:.5em;padding:.75em 1em;border-radius:10px;background:light-dark(#fff,#1b1d22);text-align:center}
p{margin:0 0 .6em}
button{font:inherit;color:inherit;background:none;border:2px solid;border-radius:8px;min-height:2.75em;padding:.3em 1em;margin:.2em;cursor:pointer}
:focus-visible{outline:3px solid;outline-offset:2px}`;

const hostMatches = (pattern: string, { host, hostname }: URL): boolean =>
  pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) || hostname.endsWith(pattern.slice(1)) : [host, hostname].includes(pattern);

export const part: Part = (view: View) => {
  const { allowed, release, site } = view;
  const names = site.q!.n;
  const shown = new Map<Element, HTMLIFrameElement>();
  // A policy that is in force lets nothing more through; then a fresh page must.
  const strict = !!site.b;
  try {
    site.r = sessionStorage.getItem(ONCE) ?? "";
    sessionStorage.removeItem(ONCE);
  } catch {
    // No storage: loading once is offered where no fresh page is needed for it.
  }
  const mayLoad = (id: string): boolean => allowed(id) || site.r === id;
  const heldOf = (id: string): NodeListOf<Element> => document.querySelectorAll(`[data-consent="${id}"]`);

  const loadOnce = (id: string): void => {
    site.r = id;
    if (strict) {
      sessionStorage.setItem(ONCE, id);
      return location.reload();
    }
    look();
  };

  const fill = (frame: HTMLIFrameElement, held: Element, id: string): void => {
    const page = frame.contentDocument;
    if (!page?.body || page.body.firstChild || !heldOf(id).length) return;
    const language = window.consentry.state.language;
    const [about, load, always] = site.q!.t[language]!;
    const make = (name: string, text: string, act?: () => void): HTMLElement => {
      const made = page.createElement(name);
      made.textContent = text.replaceAll("{name}", names[id]!);
      if (act) made.onclick = act;
      return made;
    };
    const box = make("div", "");
    const title = held.getAttribute("title") ?? held.getAttribute("aria-label");
    if (title) box.append(make("p", title));
    box.append(
      make("p", about),
      make("button", load, () => loadOnce(id)),
      make("button", always, () => void window.consentry.set([...window.consentry.state.granted, id])),
    );
    const sheet = new (page.defaultView as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(STYLE);
    page.adoptedStyleSheets = [sheet];
    page.documentElement.lang = language;
    page.documentElement.dir = site.t[language]![9] ?? "ltr";
    const preview = held.getAttribute("data-preview");
    if (preview) page.body.style.backgroundImage = `url("${encodeURI(preview)}")`;
    page.body.append(box);
  };

  const show = (held: Element, id: string): void => {
    let frame = held as HTMLIFrameElement;
    if (held.tagName !== "IFRAME") {
      frame = document.createElement("iframe");
      frame.title = names[id]!;
      frame.width = "100%";
      frame.height = "170";
      frame.style.border = "0";
      held.after(frame);
    }
    shown.set(held, frame);
    fill(frame, held, id);
    // Some browsers put a fresh empty page into a frame once more.
    frame.addEventListener("load", () => fill(frame, held, id));
  };

  const hide = (held: Element, frame: HTMLIFrameElement): void => {
    shown.delete(held);
    if (frame !== held) frame.remove();
  };

  /** A frame that nobody marked becomes a marked one; the policy has stopped it already. */
  const mark = (id: string, hosts: string[]): void => {
    for (const frame of document.querySelectorAll<HTMLIFrameElement>("iframe[src]:not([data-consent])")) {
      const url = new URL(frame.src, location.href);
      if (!hosts.some((host) => hostMatches(host, url))) continue;
      frame.setAttribute("data-consent", id);
      frame.setAttribute("data-consent-src", frame.src);
      frame.removeAttribute("src");
    }
  };

  const look = (): void => {
    for (const [id, , , hosts] of site.v) {
      if (!(id in names)) continue;
      const free = mayLoad(id);
      if (hosts && !free) mark(id, hosts);
      for (const held of heldOf(id)) {
        if (free) {
          const frame = shown.get(held);
          if (frame) hide(held, frame);
          release(held);
        } else if (!shown.has(held) && !["SCRIPT", "LINK"].includes(held.tagName)) show(held, id);
      }
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  return () => {
    // What a decision lets load gives up its place before the core releases it.
    for (const [held, frame] of shown) if (allowed(held.getAttribute("data-consent")!)) hide(held, frame);
  };
};

$H.push(part);
