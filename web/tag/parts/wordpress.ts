// SPDX-License-Identifier: Apache-2.0
// The WP Consent API: its script comes with the page and offers wp_set_consent; plugins listen to the
// event that it fires. Until then they see the type of consent, which makes them wait.
import type { Part } from "../core/site";

interface WordPress {
  wp_consent_type?: string;
  wp_set_consent?: (category: string, value: "allow" | "deny") => void;
}

export const part: Part = ({ allowed, site }, decided) => {
  const wordpress = window as WordPress;
  wordpress.wp_consent_type = "optin";
  const tell = (): void => {
    wordpress.wp_set_consent?.("functional", "allow");
    const signals = Object.entries(site.x!.wordpress!);
    for (const [name, key] of signals) wordpress.wp_set_consent?.(name, allowed(key) ? "allow" : "deny");
  };
  addEventListener("DOMContentLoaded", () => {
    document.dispatchEvent(new CustomEvent("wp_consent_type_defined"));
    if (decided) tell();
  });
  return tell;
};

$H.push(part);
