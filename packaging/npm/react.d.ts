// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import type { ConsentState } from "./index.js";

/** The visitor's choice; renders again with each change. */
export function useConsent(): ConsentState;
/** Whether a category or service may run now. */
export function useAllowed(key: string): boolean;
/** Its children once `key` is allowed; until then `otherwise`. */
export function Consented(props: { to: string; otherwise?: ReactNode; children?: ReactNode }): ReactNode;
