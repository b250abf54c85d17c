// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from "react";
import { allowed, onChange, state } from "./index.js";

export const useConsent = () => useSyncExternalStore(onChange, state, state);
export const useAllowed = (key) => useSyncExternalStore(onChange, () => allowed(key), () => false);
export const Consented = ({ to, otherwise = null, children = null }) => (useAllowed(to) ? children : otherwise);
