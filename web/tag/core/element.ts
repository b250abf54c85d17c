// SPDX-License-Identifier: Apache-2.0
// Elements without markup in strings, so that Trusted Types and a strict Content-Security-Policy hold.

interface Policy {
  createScriptURL(text: string): string;
  createScript(text: string): string;
}

let policy: Policy | undefined;
try {
  const same = (text: string): string => text;
  policy = (window as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } }).trustedTypes?.createPolicy(
    "consentry",
    { createScript: same, createScriptURL: same },
  );
} catch {
  // The page's policy names others only: plain text then, which such a page refuses with a report.
}

export const scriptUrl = (text: string): string => policy?.createScriptURL(text) ?? text;
export const scriptText = (text: string): string => policy?.createScript(text) ?? text;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]!);
  made.append(...children);
  return made;
}
