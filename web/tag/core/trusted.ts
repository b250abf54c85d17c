// SPDX-License-Identifier: Apache-2.0
// What a page under Trusted Types and a strict Content-Security-Policy takes from a script.

interface Policy {
  createHTML(text: string): string;
  createScript(text: string): string;
  createScriptURL(text: string): string;
}

let policy: Policy | undefined;
const same = (text: string): string => text;

/** Made when it is first needed, which on most pages is after a choice. */
export function trusted(kind: keyof Policy, text: string): string {
  try {
    policy ??= (window as unknown as { trustedTypes: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes.createPolicy(
      "consentry",
      { createHTML: same, createScript: same, createScriptURL: same },
    );
    return policy[kind](text);
  } catch {
    // A browser without them; or the page's policy names others only, which refuses plain text with a report.
    return text;
  }
}
