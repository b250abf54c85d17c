// SPDX-License-Identifier: Apache-2.0
// Google Consent Mode v2 and an event for tag managers, both through the data layer. The defaults are
// pushed before any later script of the page runs.
import type { Part } from "../core/site";

const layer = (): unknown[] => ((window as { dataLayer?: unknown[] }).dataLayer ??= []);

// gtag tells commands from events by the arguments object; an array is not taken.
function gtag(..._command: unknown[]): void {
  layer().push(arguments);
}

export const part: Part = ({ allowed, site }, decided) => {
  const { d, m } = site.w!;
  const update = (): void => {
    const signals: Record<string, string> = {};
    for (const name in m) signals[name] = allowed(m[name]!) ? "granted" : "denied";
    gtag("consent", "update", signals);
  };
  for (const each of d) gtag("consent", "default", each);
  if (decided) update();
  // A tag manager may do much at once; the click is painted first.
  return ({ granted, paint }) =>
    void paint.then(() => {
      update();
      layer().push({ event: "consentry_choice", consentry_granted: granted });
    });
};

$H.push(part);
