// SPDX-License-Identifier: Apache-2.0
// Elements marked with data-consent: held until their category or service is allowed, then released
// in document order. A script waits for the one before it unless it is async.
import { allowed } from "./choice";
import { element, scriptText, scriptUrl } from "./element";
import { script } from "./site";

let queue: Promise<unknown> = Promise.resolve();

/** Gives the attributes data-consent-NAME their names back. */
function restore(from: Element, to: Element): void {
  const fresh = from !== to;
  for (const { name, value } of [...from.attributes]) {
    const own = name.replace("data-consent-", "");
    if (own !== name || (fresh && own !== "type")) to.setAttribute(own, fresh && own === "src" ? scriptUrl(value) : value);
  }
}

function run(held: HTMLScriptElement): Promise<unknown> | undefined {
  const fresh = element("script", {});
  // A script made by a script is async unless told otherwise; its own attribute comes with the others.
  fresh.async = false;
  fresh.nonce = held.nonce || script?.nonce || "";
  if (held.text) fresh.text = scriptText(held.text);
  restore(held, fresh);
  const done =
    fresh.src && !fresh.async ? new Promise((resolve) => (fresh.onload = fresh.onerror = resolve)) : undefined;
  if (held.isConnected) held.replaceWith(fresh);
  else document.head.append(fresh);
  return done;
}

export function release(held: Element): void {
  held.removeAttribute("data-consent");
  if (held.tagName === "SCRIPT") {
    queue = queue.then(() => run(held as HTMLScriptElement));
  } else {
    // Chromium never loads a frame that gets its address while the parser is at work, unless it is put
    // in its place anew.
    held.replaceWith(held);
    restore(held, held);
  }
}

export function openGate(): void {
  for (const held of document.querySelectorAll<HTMLElement>("[data-consent]")) {
    if (allowed(held.dataset.consent!)) release(held);
  }
}

/** No script is released before this, so that a click is painted first. */
export function wait(paint: Promise<unknown>): void {
  queue = queue.then(() => paint);
}
