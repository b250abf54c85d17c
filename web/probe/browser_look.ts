// SPDX-License-Identifier: Apache-2.0
// Makes the driven browser look as a visitor's does, and carries the visitor's signal.
import { addGetter, correctGetter, lookNative } from "./disguise";

declare const CONSENTRY_GPC: boolean;

// https://www.w3.org/TR/gpc/ section 3.2
export function signalGlobalPrivacyControl(): void {
  if (!CONSENTRY_GPC) return;
  const scope = globalThis as unknown as Record<string, { prototype: object } | undefined>;
  for (const name of ["Navigator", "WorkerNavigator"]) {
    addGetter(scope[name]?.prototype, "globalPrivacyControl", () => true);
  }
}

// The headless build lacks the object that scripts look for to tell Chrome.
export function lookLikeChrome(): void {
  if (typeof document !== "object" || "chrome" in globalThis) return;
  const native = Array.prototype.push;
  const start = Date.now() / 1000;
  const chrome = {
    loadTimes: lookNative(() => ({ requestTime: start, startLoadTime: start, navigationType: "Other" }), native),
    csi: lookNative(() => ({ startE: start * 1000, pageT: Date.now() - start * 1000, tran: 15 }), native),
    app: { isInstalled: false },
  };
  Reflect.defineProperty(globalThis, "chrome", { value: chrome, writable: true, enumerable: true, configurable: false });
}

// A headless browser learns the size of its window after the page's first scripts may have run: until
// then it has none, which no visitor's window has. The window is as large as its screen.
export function knowWindowSize(): void {
  if (typeof document !== "object") return;
  const { apply, getOwnPropertyDescriptor } = Reflect;
  for (const [outer, side] of [["outerWidth", "width"], ["outerHeight", "height"]] as const) {
    const screenSide = getOwnPropertyDescriptor(Screen.prototype, side)?.get;
    if (!screenSide) continue;
    correctGetter(globalThis, outer, (size) => (size === 0 ? apply(screenSide, screen, []) : size));
  }
}

// The headless build has nobody to ask for notifications and says so; a visitor has not been asked yet.
export function leaveNotificationsUnasked(): void {
  if (typeof document !== "object" || window !== window.top || typeof Notification !== "function") return;
  correctGetter(Notification, "permission", (answer) => (answer === "denied" ? "default" : answer));
}
