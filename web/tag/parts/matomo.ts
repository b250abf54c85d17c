// SPDX-License-Identifier: Apache-2.0
// Matomo waits for consent: nothing is counted before it is given, and nothing after it is withdrawn.
import type { Part } from "../core/site";

export const part: Part = ({ allowed, site }) => {
  const tell = (command: string): unknown => ((window as { _paq?: unknown[] })._paq ??= []).push([command]);
  const given = (): boolean => allowed(site.x!.matomo!.tracking ?? "");
  tell("requireConsent");
  if (given()) tell("setConsentGiven");
  return () => tell(given() ? "setConsentGiven" : "forgetConsentGiven");
};

$H.push(part);
