// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from "react";
import { NOTHING } from "./nothing.js";
import { allowed, onChange, state } from "./index.js";

// What a server rendered knows no choice, so the first rendering over it must not either.
const rendered = () => NOTHING;

export const useConsent = () => useSyncExternalStore(onChange, state, rendered);
export const useAllowed = (key) => useSyncExternalStore(onChange, () => allowed(key), () => false);
export const Consented = ({ to, otherwise = null, children = null }) => (useAllowed(to) ? children : otherwise);
