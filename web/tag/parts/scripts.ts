// SPDX-License-Identifier: Apache-2.0
// Scripts that the manager brings itself: each service's once it is allowed, in declared order.
import type { Part } from "../core/site";

export const part: Part = ({ allowed, release, site }) => {
  const loaded = new Set<string>();
  const load = (): void => {
    for (const [id, , , , scripts] of site.v) {
      if (!scripts || loaded.has(id) || !allowed(id)) continue;
      loaded.add(id);
      for (const attributes of scripts) {
        const made = document.createElement("script");
        for (const name in attributes) made.setAttribute("data-consent-" + name, attributes[name]!);
        document.head.append(made);
        release(made);
      }
    }
  };
  load();
  return load;
};

$H.push(part);
