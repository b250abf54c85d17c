// SPDX-License-Identifier: Apache-2.0
// window.consentry, described for its users in web/tag/consentry.d.ts.
import { allowed, choice, gpc } from "./choice";
import { language } from "./banner";
import { acceptAll, decide, rejectAll, type Outcome } from "./decide";
import { site } from "./site";

export function publishApi(open: () => Promise<void>): void {
  const answer = async (deed: () => Outcome): Promise<Outcome> => deed();
  const api = {
    get state() {
      return { decided: !!choice, granted: choice?.granted ?? [], id: choice?.id, time: choice?.time, gpc, language, notice: site.h };
    },
    allowed,
    when: (key: string) =>
      new Promise<void>((resolve) => {
        const check = (): void => void (allowed(key) && resolve());
        addEventListener("consentry:choice", check);
        check();
      }),
    open,
    acceptAll: () => answer(acceptAll),
    rejectAll: () => answer(rejectAll),
    withdraw: () => answer(rejectAll),
    set: (granted: string[]) => answer(() => decide(granted)),
  };
  Object.defineProperty(window, "consentry", { value: api });
}
