// SPDX-License-Identifier: Apache-2.0
// Elements marked with data-consent: held until their category or service is allowed, then released
// as the parser would have: scripts are fetched at once and run in document order unless they are async,
// those with "defer" and modules after the others and after the parser.
import { allowed } from "./choice";
import { trusted } from "./trusted";
import { script } from "./site";

let paint: Promise<unknown> = Promise.resolve();
/** Everything released so far has run. */
let queue = paint;

/** Gives the attributes data-consent-NAME their names back. */
function restore(from: Element, to: Element): void {
  const fresh = from !== to;
  for (const { name, value } of [...from.attributes]) {
    const own = name.replace("data-consent-", "");
    if (own !== name || (fresh && own !== "type")) to.setAttribute(own, own === "src" ? trusted("createScriptURL", value) : value);
  }
}

function run(held: HTMLScriptElement): void {
  const fresh = document.createElement("script");
  // A script made by a script is async unless told otherwise; its own attribute comes with the others.
  fresh.async = false;
  fresh.nonce = held.nonce || script?.nonce || "";
  if (held.text) fresh.text = trusted("createScript", held.text);
  restore(held, fresh);
  const put = (): void => held.replaceWith(fresh);
  if (fresh.src || fresh.type === "module") {
    void paint.then(put);
    if (fresh.async) return;
    const done = new Promise((resolve) => {
      fresh.addEventListener("load", resolve);
      fresh.addEventListener("error", resolve);
    });
    queue = queue.then(() => done);
  } else {
    // The browser keeps the order of what it fetches. What stands in the page would run at once.
    queue = queue.then(put);
  }
}

export function release(held: Element): void {
  held.removeAttribute("data-consent");
  if (held.tagName === "SCRIPT") return run(held as HTMLScriptElement);
  // Frames, and sources of a video, take notice of an address that they have when they are put in place.
  const place = new Comment();
  held.replaceWith(place);
  restore(held, held);
  place.replaceWith(held);
}

export function openGate(): void {
  for (const late of document.readyState === "loading" ? ["not"] : ["not", "is"]) {
    const held = document.querySelectorAll(`[data-consent]:${late}([defer]:not([async]),[data-consent-type=module])`);
    for (const each of held) if (allowed(each.getAttribute("data-consent")!)) release(each);
  }
}

/** No script is released before this, so that a click is painted first. */
export function wait(until: Promise<unknown>): void {
  paint = until;
  queue = queue.then(() => until);
}
