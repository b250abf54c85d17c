// SPDX-License-Identifier: Apache-2.0
// Watches natives without looking different: a Proxy keeps name, length, prototype and thrown errors,
// and Function.prototype.toString answers for the native behind it. Everything used is taken before the
// page can replace it.

const { apply, construct, getOwnPropertyDescriptor, defineProperty } = Reflect;
const natives = new WeakMap<object, object>();
const lookUp = WeakMap.prototype.get;

type Callable = (...args: never[]) => unknown;

function disguise<T extends Callable>(native: T, handler: ProxyHandler<T>): T {
  const proxy = new Proxy(native, handler);
  natives.set(proxy, native);
  return proxy;
}

// Called before the native runs; what it throws is swallowed.
export type Watcher = (self: unknown, args: ArrayLike<unknown>) => void;

function watched<T extends Callable>(native: T, before: Watcher): T {
  return disguise(native, {
    apply(target, self, args) {
      try {
        before(self, args);
      } catch {
        // A page's object may be hostile; the page goes on as without us.
      }
      return apply(target, self, args);
    },
  });
}

export function hideFunctions(): void {
  const proto = Function.prototype;
  const native = proto.toString;
  const replacement = disguise(native, {
    apply(target, self, args) {
      const behind: unknown = typeof self === "function" ? apply(lookUp, natives, [self]) : undefined;
      return apply(target, behind ?? self, args);
    },
  });
  defineProperty(proto, "toString", { ...getOwnPropertyDescriptor(proto, "toString"), value: replacement });
}

export function watchMethod(owner: object | undefined, name: string, before: Watcher): void {
  const found = owner && getOwnPropertyDescriptor(owner, name);
  if (!owner || !found || typeof found.value !== "function" || !found.configurable) return;
  defineProperty(owner, name, { ...found, value: watched(found.value as Callable, before) });
}

export function watchGetter(owner: object | undefined, name: string, before: Watcher): void {
  const found = owner && getOwnPropertyDescriptor(owner, name);
  if (!owner || !found?.get || !found.configurable) return;
  defineProperty(owner, name, { ...found, get: watched(found.get as Callable, before) as () => unknown });
}

// A getter whose answer is put right.
export function correctGetter(owner: object, name: string, right: (answer: unknown) => unknown): void {
  const found = getOwnPropertyDescriptor(owner, name);
  if (!found?.get || !found.configurable) return;
  const get = disguise(found.get as Callable, {
    apply: (target, self, args) => right(apply(target, self, args)),
  });
  defineProperty(owner, name, { ...found, get: get as () => unknown });
}

export function watchSetter(owner: object | undefined, name: string, before: Watcher): void {
  const found = owner && getOwnPropertyDescriptor(owner, name);
  if (!owner || !found?.set || !found.configurable) return;
  defineProperty(owner, name, { ...found, set: watched(found.set as Callable, before) as (v: unknown) => void });
}

export function watchConstructor(name: string, before: Watcher): void {
  const found = getOwnPropertyDescriptor(globalThis, name);
  if (!found || typeof found.value !== "function") return;
  const value: Callable = disguise(found.value as Callable, {
    construct(target, args: unknown[], newTarget): object {
      try {
        before(undefined, args);
      } catch {
        // As above.
      }
      return construct(target, args, (newTarget as unknown) === value ? target : newTarget) as object;
    },
  });
  defineProperty(globalThis, name, { ...found, value });
  const proto: unknown = (found.value as { prototype?: unknown }).prototype;
  if (proto && typeof proto === "object") {
    const back = getOwnPropertyDescriptor(proto, "constructor");
    if (back?.configurable) defineProperty(proto, "constructor", { ...back, value });
  }
}

// A getter that looks like the browser's own.
export function addGetter(owner: object | undefined, name: string, read: () => unknown): void {
  if (!owner) return;
  const native = getOwnPropertyDescriptor(Navigator.prototype, "language")?.get as Callable | undefined;
  if (!native) return;
  const get = disguise({ [name]: read }[name] as Callable, {});
  defineProperty(get, "name", { value: `get ${name}`, configurable: true });
  natives.set(get, native);
  defineProperty(owner, name, { get: get as () => unknown, enumerable: true, configurable: true });
}

export function lookNative<T extends Callable>(own: T, native: Callable): T {
  natives.set(own, native);
  return own;
}
