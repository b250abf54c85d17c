// SPDX-License-Identifier: Apache-2.0
// What other managers have calls for: closing, which decides nothing.

const host = (): HTMLElement | null => document.querySelector("consentry-banner");

/** The banner goes for this page alone, as by Escape. */
export const hideBanner = (): void => void host()?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));

export const closePanel = (): void => host()?.shadowRoot?.querySelector<HTMLDialogElement>(".p[open]")?.close();
