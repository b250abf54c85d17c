// SPDX-License-Identifier: Apache-2.0
// Who keeps data in the browser beyond cookies and web storage: IndexedDB, Cache storage, service
// workers and the origin's private files. Only what is handed over is looked at: nothing is opened,
// awaited or read back, and no getter of the page's objects runs.
import { cut, report, stack } from "./channel";
import { watchMethod } from "./disguise";

const kMaxMembers = 20;
const kMaxDepth = 3;
const kMaxUnits = 1000;

const scope = globalThis as unknown as Record<string, { prototype: object } | undefined>;
const proto = (name: string): object | undefined => scope[name]?.prototype;
const { getOwnPropertyDescriptor, ownKeys } = Reflect;
const stringify = JSON.stringify;
const NativeUrl = URL;

type Store = { name: string; keyPath: unknown; transaction: { db: { name: string } } };

// A copy of plain data; what would need a getter is left out.
function plain(value: unknown, depth = 0): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return typeof value === "string" ? cut(value, kMaxUnits) : value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `(${value.byteLength} bytes)`;
  if (depth >= kMaxDepth) return "…";
  const out: Record<string, unknown> = {};
  let members = 0;
  for (const key of ownKeys(value)) {
    const member = getOwnPropertyDescriptor(value, key);
    if (typeof key !== "string" || !member || !("value" in member) || typeof member.value === "function") continue;
    if (members++ >= kMaxMembers) break;
    out[key] = plain(member.value, depth + 1);
  }
  return out;
}

function words(value: unknown): string {
  return typeof value === "string" ? cut(value) : cut(stringify(plain(value)) ?? "");
}

function keep(area: string, key: string, value: string): void {
  report({ k: "storage", a: area, o: "set", key: cut(key, 500), v: value, s: stack() });
}

function keyOf(store: Store, value: unknown, given: unknown): string {
  let key = given;
  if (key === undefined && typeof store.keyPath === "string" && typeof value === "object" && value !== null) {
    key = getOwnPropertyDescriptor(value, store.keyPath)?.value;
  }
  return typeof key === "string" ? `/${key}` : "";
}

function watchIndexedDb(): void {
  for (const method of ["put", "add"]) {
    watchMethod(proto("IDBObjectStore"), method, (self, args) => {
      const store = self as Store;
      const place = `${store.transaction.db.name}/${store.name}${keyOf(store, args[0], args[1])}`;
      keep("indexeddb", place, words(args[0]));
    });
  }
}

function addressOf(request: unknown): string {
  const text = typeof request === "object" && request !== null && "url" in request ? request.url : request;
  return cut(new NativeUrl(String(text), globalThis.location?.href).href, 2000);
}

// Kept under the address without its query, so that a query that differs between visitors shows.
function keepAnswer(request: unknown): void {
  const url = new NativeUrl(addressOf(request));
  keep("cache", url.origin + url.pathname, url.href);
}

function watchCache(): void {
  for (const method of ["put", "add"]) {
    watchMethod(proto("Cache"), method, (_self, args) => keepAnswer(args[0]));
  }
  watchMethod(proto("Cache"), "addAll", (_self, args) => {
    if (!Array.isArray(args[0])) return;
    for (const request of args[0].slice(0, kMaxMembers)) keepAnswer(request);
  });
}

function watchServiceWorkers(): void {
  watchMethod(proto("ServiceWorkerContainer"), "register", (_self, args) => {
    const script = addressOf(args[0]);
    const asked = (args[1] as { scope?: unknown } | undefined)?.scope;
    const place = asked === undefined ? new NativeUrl("./", script) : new NativeUrl(String(asked), location.href);
    keep("service-worker", place.pathname, script);
  });
}

function watchPrivateFiles(): void {
  watchMethod(proto("FileSystemDirectoryHandle"), "getFileHandle", (_self, args) => {
    const create = (args[1] as { create?: unknown } | undefined)?.create;
    if (create === true) keep("opfs", String(args[0]), `file ${cut(args[0], 200)}`);
  });
  watchMethod(proto("FileSystemWritableFileStream"), "write", (_self, args) => {
    if (typeof args[0] === "string") keep("opfs", "(text written)", cut(args[0]));
  });
}

export function watchDeeperStorage(): void {
  for (const part of [watchIndexedDb, watchCache, watchServiceWorkers, watchPrivateFiles]) part();
}
