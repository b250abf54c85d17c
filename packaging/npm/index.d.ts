// SPDX-License-Identifier: Apache-2.0
// What an application asks of the tag, before the tag is there too: every answer waits for it.
/// <reference path="./consentry.d.ts" />

export type ConsentEvent = ConsentryEvent;

/** As window.consentry.state, and never to be changed: components compare it. Its language is empty before the tag is there. */
export interface ConsentState extends Readonly<Omit<ConsentryState, "granted">> {
  readonly granted: readonly string[];
}

export type ConsentOutcome = ConsentryOutcome;

export interface TagOptions {
  /** For a strict Content-Security-Policy. */
  nonce?: string;
}

/**
 * Puts the tag's script first in the head, once, and resolves when it has run; rejects when it cannot be
 * loaded. A script that the page's own HTML holds is there earlier and holds back more: then leave this out.
 */
export function loadTag(address: string, options?: TagOptions): Promise<void>;

/** Resolves when the tag is there. */
export function ready(): Promise<void>;

/** As it stands now; before the tag is there nothing is decided or granted. The same object until it changes. */
export function state(): ConsentState;

/** May this category or service run now? False before the tag is there. */
export function allowed(key: string): boolean;

/** Resolves once the category or service is allowed; never when it is not. */
export function when(key: string): Promise<void>;

/** Calls with each choice, and when the tag arrives; answers how to end that. */
export function onChange(listener: (state: ConsentState, event: ConsentEvent | undefined) => void): () => void;

/** Opens the preferences. */
export function open(): Promise<void>;
export function acceptAll(): Promise<ConsentOutcome>;
export function rejectAll(): Promise<ConsentOutcome>;
/** Takes every consent back; the page is loaded again when something was running. */
export function withdraw(): Promise<ConsentOutcome>;
/** Grants exactly these categories and services; unknown ids are left out. */
export function grant(keys: readonly string[]): Promise<ConsentOutcome>;
