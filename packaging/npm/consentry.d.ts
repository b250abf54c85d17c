// SPDX-License-Identifier: Apache-2.0
// What a page can ask of Consentry's tag: window.consentry and its events. Comes with any import of @consentry/tag, or
// with "types": ["@consentry/tag"] in tsconfig.json; a project without npm copies this one file.

interface ConsentryState {
  /** False until the visitor has chosen, or when what was asked has changed since. */
  decided: boolean;
  /** Ids of granted categories, and of services granted one by one. */
  granted: string[];
  /** Random id under which the choice is recorded; none before the first choice. */
  id: string | undefined;
  /** Milliseconds since 1970 of the choice. */
  time: number | undefined;
  /** The browser sends Global Privacy Control and this site honours it. */
  gpc: boolean;
  /** Language of the banner, a BCP 47 tag. */
  language: string;
  /** Version of what is asked: changes with categories and services. */
  notice: string;
}

interface ConsentryOutcome {
  granted: string[];
  /** Names of refused cookies that a script cannot delete. */
  left: string[];
}

interface Consentry {
  readonly state: ConsentryState;
  /** May this category or service run now? */
  allowed(key: string): boolean;
  /** Resolves once the category or service is allowed; never when it is not. */
  when(key: string): Promise<void>;
  /** Opens the preferences. Rejects when their file cannot be loaded. */
  open(): Promise<void>;
  acceptAll(): Promise<ConsentryOutcome>;
  rejectAll(): Promise<ConsentryOutcome>;
  /** Takes every consent back; the page is loaded again when something was running. */
  withdraw(): Promise<ConsentryOutcome>;
  /** Grants exactly these categories and services; unknown ids are left out. */
  set(granted: string[]): Promise<ConsentryOutcome>;
}

/** There as soon as the tag has run; a page whose visitor blocks the tag asks window.consentry?. instead. */
declare const consentry: Consentry;

interface Window {
  readonly consentry: Consentry;
}

type ConsentryEvent = "accept_all" | "reject_all" | "custom" | "withdraw";

interface WindowEventMap {
  "consentry:ready": CustomEvent<ConsentryState>;
  "consentry:choice": CustomEvent<ConsentryOutcome & { event: ConsentryEvent }>;
}
