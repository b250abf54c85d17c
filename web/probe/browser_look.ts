// SPDX-License-Identifier: Apache-2.0
// Makes the driven browser look as a visitor's does, and carries the visitor's signal.
import { addGetter, lookNative } from "./disguise";

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
