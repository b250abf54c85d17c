// SPDX-License-Identifier: Apache-2.0
// What pages call and mark for Klaro: window.klaro, its manager and watchers, data-name with data-src
// and data-type.
import type { Part, View } from "../core/site";
import { adoptMarkup } from "./adapter_markup";
import { granting, serviceKey } from "./adapter_names";

interface Watcher {
  update(manager: unknown, event: string, data: unknown): void;
}

class Manager {
  private readonly watchers = new Set<Watcher>();
  /** Names that the page has used, and what it wants changed but has not saved. */
  private readonly names = new Set<string>();
  private pending = new Map<string, boolean>();

  constructor(private readonly view: View) {
    for (const [id] of view.site.v) this.names.add(id.replace(/-service$/, ""));
    addEventListener("consentry:choice", () => this.tell("saveConsents", { consents: this.consents, changes: this.consents, type: "script" }));
  }

  get confirmed(): boolean { return window.consentry.state.decided; }
  get changed(): boolean { return this.pending.size > 0; }
  get consents(): Record<string, boolean> {
    return Object.fromEntries([...this.names].map((name) => [name, this.getConsent(name)]));
  }

  getConsent(name: string): boolean {
    this.names.add(name);
    return this.pending.get(name) ?? this.view.allowed(serviceKey(this.view.site, name));
  }
  updateConsent(name: string, value: boolean): boolean {
    const before = this.getConsent(name);
    this.pending.set(name, value);
    this.tell("consents", this.consents);
    return before !== value;
  }
  changeAll(value: boolean): number {
    const names = [...this.names];
    return names.filter((name) => this.updateConsent(name, value)).length;
  }
  resetConsents(): void { this.pending = new Map(); }
  saveConsents(): void { this.saveAndApplyConsents(); }
  // Saving applies at once with us.
  applyConsents(): number { return 0; }
  saveAndApplyConsents(): void {
    let granted = window.consentry.state.granted;
    for (const [name, on] of this.pending) granted = granting(this.view.site, granted, serviceKey(this.view.site, name), on);
    this.resetConsents();
    void window.consentry.set(granted);
  }
  watch(watcher: Watcher): void { this.watchers.add(watcher); }
  unwatch(watcher: Watcher): void { this.watchers.delete(watcher); }

  private tell(event: string, data: unknown): void {
    for (const watcher of this.watchers) watcher.update(this, event, data);
  }
}

export const part: Part = (view) => {
  const manager = new Manager(view);
  const api = {
    // As an onclick attribute's value it keeps the link from being followed.
    show: () => (void window.consentry.open(), false),
    getManager: () => manager,
  };
  Object.defineProperty(window, "klaro", { value: api, configurable: true });
  return adoptMarkup(view, {
    selector: "script[data-name],[data-name][data-src],[data-name][data-href]",
    keys: (held) => [serviceKey(view.site, held.getAttribute("data-name")!)],
    held: { "data-src": "src", "data-href": "href", "data-type": "type" },
    waits: (script) => /^(text\/plain|opt-in)$/.test(script.type),
  });
};

$H.push(part);
