// SPDX-License-Identifier: Apache-2.0
// Cookies, local and session storage and databases that no granted or necessary service declares:
// writes are held, the page reads back what it wrote, and what becomes allowed is written later in order.
import type { View } from "../core/site";

const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
const DELETION = /max-age=[0-]|expires=[^;]*1970/i;

/** Answers a function that writes what has become allowed. */
export function holdWrites({ allowed, cookies, setCookie, site }: View, stop: () => void): () => void {
  const may = (name: string): boolean =>
    name.startsWith("consentry") ||
    site.v.some(([id, , stored]) => allowed(id) && stored.some((pattern) => matches(pattern, name)));
  const held = new Map<string, { name: string; value: string; write: () => void }>();
  const hold = (kind: string, name: string, value: string, write: () => void): void => {
    held.set(kind + name, { name, value, write });
  };

  Object.defineProperty(document, "cookie", {
    configurable: true,
    get: () => [cookies(), ...[...held].filter(([key]) => key[0] === "c").map(([, { name, value }]) => `${name}=${value}`)].filter(Boolean).join("; "),
    set(text: string) {
      const [, name, value] = /^\s*([^=;]*)=?([^;]*)/.exec(text)!;
      if (DELETION.test(text)) held.delete("c" + name);
      else if (!may(name!)) return hold("c", name!, value!, () => setCookie(text));
      setCookie(text);
    },
  });

  const { getItem, setItem, removeItem } = Storage.prototype;
  const kindOf = (area: Storage): string => (area === areas[0] ? "l" : "s");
  const areas: Storage[] = [];
  Storage.prototype.setItem = function (name, value) {
    if (may(String(name))) return setItem.call(this, name, value);
    hold(kindOf(this), String(name), String(value), () => setItem.call(this, name, value));
  };
  Storage.prototype.getItem = function (name) {
    return held.get(kindOf(this) + name)?.value ?? getItem.call(this, name);
  };
  Storage.prototype.removeItem = function (name) {
    held.delete(kindOf(this) + name);
    removeItem.call(this, name);
  };
  for (const name of ["localStorage", "sessionStorage"] as const) {
    try {
      const area = window[name];
      areas.push(area);
      // localStorage.name = value goes past setItem.
      const value = new Proxy(area, {
        set: (_, key, text: string) => (area.setItem(key as string, text), true),
        get(_, key) {
          if (!(key in Storage.prototype)) return area.getItem(key as string) ?? undefined;
          const member: unknown = Reflect.get(area, key);
          return typeof member === "function" ? (member.bind(area) as unknown) : member;
        },
      });
      Object.defineProperty(window, name, { configurable: true, get: () => value });
    } catch {
      // Storage is closed to this page; nothing can be written.
    }
  }

  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (name, version) {
    if (may(name)) return version ? open.call(this, name, version) : open.call(this, name);
    stop();
    return new EventTarget() as IDBOpenDBRequest;
  };
  const store = (window as { CookieStore?: { prototype: { set(...all: unknown[]): Promise<void> } } }).CookieStore?.prototype;
  const set = store?.set;
  if (store) {
    store.set = async function (...all) {
      const first = all[0] as string | { name: string; value: string };
      const { name, value } = typeof first === "string" ? { name: first, value: all[1] as string } : first;
      if (may(name)) return set!.apply(this, all);
      hold("c", name, value, () => void set!.apply(this, all));
    };
  }

  return () => {
    for (const [key, { name, write }] of [...held]) if (may(name) && held.delete(key)) write();
  };
}
