// SPDX-License-Identifier: Apache-2.0
// What a page keeps beside the choice, in the cookie of the other manager's. Ours holds the choice alone and goes to
// the server with every request, so this lies in local storage.

const NAME = "consentry-data";

export function keptData(): unknown {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "null");
  } catch {
    return undefined;
  }
}

/** `added`: members of an object beside those that are there. Undefined forgets. False: nothing new, or no storage. */
export function keepData(value: unknown, added = false): boolean {
  const before = keptData();
  const join = added && !!before && !!value && typeof before === "object" && typeof value === "object";
  const text = JSON.stringify(join ? { ...before, ...value } : value);
  if (added && text === JSON.stringify(before)) return false;
  try {
    if (text === undefined) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, text);
    return true;
  } catch {
    return false;
  }
}
