// SPDX-License-Identifier: Apache-2.0
// Elements that were marked for another manager wait for ours: they get its attributes before the
// core looks, for an adapter starts to watch the page first.
import type { View } from "../core/site";

/** How another manager marks what must wait. */
export interface Marking {
  selector: string;
  /** Ids of ours, all of which must be granted; empty: the mark holds nothing back. */
  keys(held: Element): string[];
  /** Their attributes that hold a value back, and whose. */
  held: Record<string, string>;
  /** A script of another type than this runs by itself, and is not ours to start again. */
  waits?(script: HTMLScriptElement): boolean;
}

const isText = (script: HTMLScriptElement): boolean => script.type === "text/plain";

/** Answers what is to be done after each choice. */
export function adoptMarkup({ allowed }: View, { selector, keys, held, waits = isText }: Marking): () => void {
  const seen = new WeakSet<Element>();
  const mark = (): void => {
    for (const each of document.querySelectorAll(selector)) {
      if (seen.has(each) || each.hasAttribute("data-consent")) continue;
      if (each instanceof HTMLScriptElement && !waits(each)) continue;
      const wanted = keys(each);
      // The core knows one name an element.
      if (!wanted.length || (wanted.length > 1 && !wanted.every(allowed))) continue;
      seen.add(each);
      for (const name in held) {
        const value = each.getAttribute(name);
        if (value !== null) each.setAttribute("data-consent-" + held[name]!, value);
      }
      each.setAttribute("data-consent", wanted[0]!);
    }
  };
  mark();
  new MutationObserver(mark).observe(document, { childList: true, subtree: true });
  return mark;
}
