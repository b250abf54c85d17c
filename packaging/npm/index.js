// SPDX-License-Identifier: Apache-2.0
// Bindings to window.consentry. Works where there is no window: then nothing is decided or granted.

import { NOTHING } from "./nothing.js";

const page = typeof window === "undefined" ? undefined : window;
let known = NOTHING;
let loading;

/** The tag makes its state anew at each question; ours is the same object until it says something else. */
export function state() {
  const now = page?.consentry?.state;
  if (now && JSON.stringify(now) !== JSON.stringify(known)) known = Object.freeze({ ...now, granted: Object.freeze([...now.granted]) });
  return known;
}

export function ready() {
  if (page?.consentry) return Promise.resolve();
  return new Promise((resolve) => page?.addEventListener("consentry:ready", () => resolve(), { once: true }));
}

export function loadTag(address, options = {}) {
  if (!page || page.consentry) return Promise.resolve();
  // Two components, or one that a framework mounts twice, share one script; what could not be loaded may be tried again.
  loading ??= putTag(address, options).catch((fault) => {
    loading = undefined;
    throw fault;
  });
  return loading;
}

function putTag(address, { nonce }) {
  return new Promise((resolve, reject) => {
    const script = page.document.createElement("script");
    script.onload = () => {
      // The tag tells that it is ready at the end of parsing, which may be over.
      const [{ domContentLoadedEventStart: parsed } = {}] = page.performance.getEntriesByType("navigation");
      if (parsed > 0) page.dispatchEvent(new CustomEvent("consentry:ready", { detail: page.consentry?.state }));
      resolve();
    };
    script.onerror = () => reject(new Error(`no consent tag at ${address}`));
    if (nonce) script.nonce = nonce;
    script.src = address;
    page.document.head.prepend(script);
  });
}

export const allowed = (key) => page?.consentry?.allowed(key) ?? false;
export const when = (key) => ready().then(() => page.consentry.when(key));

export function onChange(listener) {
  if (!page) return () => {};
  const chosen = ({ detail }) => listener(state(), detail.event);
  const arrived = () => listener(state(), undefined);
  page.addEventListener("consentry:choice", chosen);
  page.addEventListener("consentry:ready", arrived);
  return () => {
    page.removeEventListener("consentry:choice", chosen);
    page.removeEventListener("consentry:ready", arrived);
  };
}

export const open = () => ready().then(() => page.consentry.open());
export const acceptAll = () => ready().then(() => page.consentry.acceptAll());
export const rejectAll = () => ready().then(() => page.consentry.rejectAll());
export const withdraw = () => ready().then(() => page.consentry.withdraw());
export const grant = (keys) => ready().then(() => page.consentry.set([...keys]));
