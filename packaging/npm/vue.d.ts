// SPDX-License-Identifier: Apache-2.0
import type { ComputedRef, ShallowRef } from "vue";
import type { ConsentState } from "./index.js";

/** The visitor's choice, in a component's setup; ends with the component. */
export function useConsent(): Readonly<ShallowRef<ConsentState>>;
/** Whether a category or service may run now. */
export function useAllowed(key: string): ComputedRef<boolean>;
