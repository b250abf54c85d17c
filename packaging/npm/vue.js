// SPDX-License-Identifier: Apache-2.0
import { computed, getCurrentInstance, getCurrentScope, onMounted, onScopeDispose, shallowRef } from "vue";
import { NOTHING } from "./nothing.js";
import { allowed, onChange, state } from "./index.js";

export function useConsent() {
  // A component that has an element before it has rendered takes over what a server rendered. That knew no choice, so
  // the first rendering must not either.
  const takesOver = !!getCurrentInstance()?.vnode.el;
  const now = shallowRef(takesOver ? NOTHING : state());
  let end = () => {};
  const follow = () => {
    now.value = state();
    end = onChange((changed) => (now.value = changed));
  };
  if (takesOver) onMounted(follow);
  else follow();
  if (getCurrentScope()) onScopeDispose(() => end());
  return now;
}

export function useAllowed(key) {
  const now = useConsent();
  // Asking for the state makes this depend on it; the tag knows which category a service belongs to.
  return computed(() => now.value !== NOTHING && allowed(key));
}
