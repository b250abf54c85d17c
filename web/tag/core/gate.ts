// SPDX-License-Identifier: Apache-2.0
// Elements marked with data-consent: held until their category or service is allowed, then released
// in document order. A script waits for the one before it unless it is async.
import { allowed } from "./choice";
import { element, scriptText, scriptUrl } from "./element";
import { script } from "./site";

const MARK = "data-consent";
let queue: Promise<unknown> = Promise.resolve();

/** Gives the attributes data-consent-NAME their names back. */
function restore(from: Element, to: Element): void {
  for (const { name, value } of [...from.attributes]) {
    if (name === MARK || (from !== to && name === "type")) from.removeAttribute(name);
    else if (name.startsWith(MARK + "-") || from !== to) {
      const own = name.replace(MARK + "-", "");
      to.setAttribute(own, from !== to && own === "src" ? scriptUrl(value) : value);
    }
  }
}

function run(held: HTMLScriptElement): Promise<unknown> | undefined {
  const fresh = element("script", {});
  // A script made by a script is async unless told otherwise.
  fresh.async = held.hasAttribute("async");
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
  if (held.tagName === "SCRIPT") {
    held.removeAttribute(MARK);
    queue = queue.then(() => run(held as HTMLScriptElement));
  } else restore(held, held);
}

export function openGate(): void {
  for (const held of document.querySelectorAll(`[${MARK}]`)) {
    if (allowed(held.getAttribute(MARK)!)) release(held);
  }
}

/** No script is released before this, so that a click is painted first. */
export function wait(paint: Promise<unknown>): void {
  queue = queue.then(() => paint);
}
