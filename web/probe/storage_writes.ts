// SPDX-License-Identifier: Apache-2.0
// Who writes cookies and web storage from script.
import { cut, report, stack } from "./channel";
import { watchMethod, watchSetter } from "./disguise";

type CookieInit = { name?: unknown; value?: unknown; domain?: unknown; path?: unknown; expires?: unknown };

// The Cookie Store API in the words of document.cookie, so that one reader serves both.
function assignment(args: ArrayLike<unknown>): string {
  const first = args[0];
  if (typeof first !== "object" || first === null) return `${cut(first)}=${cut(args[1])}; path=/`;
  const init = first as CookieInit;
  let text = `${cut(init.name)}=${cut(init.value ?? "")}; path=${cut(init.path ?? "/")}`;
  if (init.domain) text += `; domain=${cut(init.domain)}`;
  if (init.expires) text += `; expires=${new Date(init.expires as number).toUTCString()}`;
  return text;
}

export function watchCookies(): void {
  if (typeof Document === "function") {
    watchSetter(Document.prototype, "cookie", (_self, args) => {
      report({ k: "cookie", v: cut(args[0]), s: stack() });
    });
  }
  const store = (globalThis as { CookieStore?: { prototype: object } }).CookieStore;
  watchMethod(store?.prototype, "set", (_self, args) => {
    report({ k: "cookie", v: assignment(args), s: stack() });
  });
  watchMethod(store?.prototype, "delete", (_self, args) => {
    const name = typeof args[0] === "object" ? (args[0] as CookieInit).name : args[0];
    report({ k: "cookie", v: `${cut(name)}=; max-age=0; path=/`, s: stack() });
  });
}

// Reading localStorage throws in sandboxed frames; then nothing can be written either.
function areaOf(self: unknown): string {
  try {
    if (self === globalThis.sessionStorage) return "session";
  } catch {
    return "local";
  }
  return "local";
}

export function watchWebStorage(): void {
  if (typeof Storage !== "function") return;
  watchMethod(Storage.prototype, "setItem", (self, args) => {
    report({ k: "storage", a: areaOf(self), o: "set", key: cut(args[0]), v: cut(args[1]), s: stack() });
  });
  watchMethod(Storage.prototype, "removeItem", (self, args) => {
    report({ k: "storage", a: areaOf(self), o: "remove", key: cut(args[0]), v: "", s: stack() });
  });
  watchMethod(Storage.prototype, "clear", (self) => {
    report({ k: "storage", a: areaOf(self), o: "clear", key: "", v: "", s: stack() });
  });
}
