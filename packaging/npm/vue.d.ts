// SPDX-License-Identifier: Apache-2.0
import type { ComputedRef, ShallowRef } from "vue";
import type { ConsentState } from "./index.js";

/**
 * The visitor's choice, in a component's setup; ends with the component. Over HTML that a server rendered, nothing is
 * decided until the component is mounted.
 */
export function useConsent(): Readonly<ShallowRef<ConsentState>>;
/** Whether a category or service may run now. */
export function useAllowed(key: string): ComputedRef<boolean>;
