// SPDX-License-Identifier: Apache-2.0
import { computed, getCurrentScope, onScopeDispose, shallowRef } from "vue";
import { allowed, onChange, state } from "./index.js";

export function useConsent() {
  const now = shallowRef(state());
  const end = onChange((changed) => (now.value = changed));
  if (getCurrentScope()) onScopeDispose(end);
  return now;
}

export function useAllowed(key) {
  const now = useConsent();
  // Asking for the state makes this depend on it; the tag knows which category a service belongs to.
  return computed(() => now.value && allowed(key));
}
