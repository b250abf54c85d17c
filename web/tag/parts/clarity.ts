// SPDX-License-Identifier: Apache-2.0
// Microsoft Clarity's consent API, version 2. Its own snippet keeps a queue that is there already.
import type { Part } from "../core/site";

type Clarity = ((...command: unknown[]) => void) & { q?: unknown[] };

function queue(..._command: unknown[]): void {
  const clarity = (window as { clarity?: Clarity }).clarity!;
  (clarity.q ??= []).push(arguments);
}

export const part: Part = ({ allowed, site }) => {
  const tell = (): void => {
    const signals = Object.entries(site.x!.clarity!).map(([name, key]) => [name, allowed(key) ? "granted" : "denied"]);
    ((window as { clarity?: Clarity }).clarity ??= queue)("consentv2", Object.fromEntries(signals));
  };
  tell();
  return tell;
};

$H.push(part);
