// SPDX-License-Identifier: Apache-2.0
// window.consentry, described for its users in packaging/npm/consentry.d.ts.
import { allowed, choice, gpc } from "./choice";
import { language } from "./banner";
import { acceptAll, decide, rejectAll, type Outcome } from "./decide";
import { site } from "./site";

export function publishApi(open: () => Promise<void>): void {
  const api = {
    get state() {
      return { decided: !!choice, granted: [], ...choice, gpc, language, notice: site.h };
    },
    allowed,
    when: (key: string) =>
      new Promise<void>((resolve) => {
        const check = (): unknown => allowed(key) && resolve();
        addEventListener("consentry:choice", check);
        check();
      }),
    open,
    acceptAll,
    rejectAll,
    withdraw: rejectAll,
    set: async (granted: string[]): Promise<Outcome> => decide(granted),
  };
  Object.defineProperty(window, "consentry", { value: api });
}
