// SPDX-License-Identifier: Apache-2.0
// Google Consent Mode commands as they reach the data layer, also when the layer comes later.
import { report, stack } from "./channel";
import { lookNative } from "./disguise";

const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const seen = new WeakSet<object>();
const push = Array.prototype.push;

function tell(entry: unknown): void {
  const list = entry as ArrayLike<unknown> | null;
  if (typeof list !== "object" || list === null || list[0] !== "consent") return;
  if (list[1] !== "default" && list[1] !== "update") return;
  report({ k: "gcm", a: list[1], v: list[2] ?? {}, s: stack() });
}

function follow(layer: unknown): void {
  if (!Array.isArray(layer) || seen.has(layer)) return;
  seen.add(layer);
  for (const entry of layer) tell(entry);
  const native = layer.push;
  const value = lookNative(
    {
      push(this: unknown[], ...entries: unknown[]): unknown {
        for (const entry of entries) tell(entry);
        return apply(native, this, entries);
      },
    }.push,
    push,
  );
  defineProperty(layer, "push", { value, writable: true, enumerable: false, configurable: true });
}

export function watchConsentMode(): void {
  if (typeof document !== "object" || getOwnPropertyDescriptor(globalThis, "dataLayer")) return;
  let layer: unknown;
  defineProperty(globalThis, "dataLayer", {
    get: () => layer,
    set(value: unknown) {
      layer = value;
      follow(value);
    },
    enumerable: false,
    configurable: true,
  });
}
