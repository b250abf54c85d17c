// SPDX-License-Identifier: Apache-2.0
// What pages call and mark for Klaro: window.klaro, its manager and watchers, callbacks of its configuration,
// data-name with data-src and data-type.
import type { Part, View } from "../core/site";
import { adoptMarkup } from "./adapter_markup";
import { granting, serviceKey } from "./adapter_names";

interface Watcher {
  update(manager: unknown, event: string, data: unknown): void;
}
type Consents = Record<string, boolean>;
interface Service {
  name: string;
  vars?: object;
  // The last three may be text there, which would be code for the page's policy to refuse; it is not run here.
  callback?: (consent: boolean, service: Service) => void;
  onInit?: unknown;
  onAccept?: unknown;
  onDecline?: unknown;
}
interface Config {
  services?: Service[];
  /** As old configurations call them. */
  apps?: Service[];
  storageName?: string;
  cookieName?: string;
  callback?: (consent: boolean, service: Service) => void;
}

const EVENTS: Record<string, string> = { accept_all: "accept", reject_all: "decline", withdraw: "decline" };
const nameOf = (config: Config): string => config.storageName ?? config.cookieName ?? "";
const run = (handler: unknown, told: object): void => void (typeof handler === "function" && (handler as (told: object) => void)(told));

class Manager {
  config: Config | undefined;
  /** What each service's callbacks were last told. */
  states: Consents = {};
  private readonly watchers = new Set<Watcher>();
  /** Names that the page has used, and what it wants changed but has not saved. */
  private readonly names = new Set<string>();
  private pending = new Map<string, boolean>();
  /** How the page itself says that what is being saved came about. */
  private saving: string | undefined;
  private saved: Consents = {};
  /** The page is parsed: what it has configured by then is told at once. */
  private ready = false;

  constructor(private readonly view: View) {
    for (const [id] of view.site.v) this.getConsent(id.replace(/-service$/, ""));
    addEventListener("consentry:ready", () => {
      this.ready = true;
      this.callBack();
    });
    addEventListener("consentry:choice", ({ detail }) => {
      const type = this.saving ?? EVENTS[detail.event] ?? "save";
      this.tell("saveConsents", { consents: this.consents, changes: this.changedConsents(), type });
      this.saved = this.consents;
      this.callBack();
    });
  }

  get confirmed(): boolean { return window.consentry.state.decided; }
  get changed(): boolean { return this.pending.size > 0; }
  get consents(): Consents {
    return Object.fromEntries([...this.names].map((name) => [name, this.getConsent(name)]));
  }
  get savedConsents(): Consents { return this.saved; }
  private get services(): Service[] { return this.config?.services ?? this.config?.apps ?? []; }

  /** One of the same name is the same, and keeps what it was told. */
  configure(config?: Config): void {
    if (!config || (this.config && nameOf(this.config) === nameOf(config))) return;
    this.config = config;
    this.states = {};
    for (const { name } of this.services) this.getConsent(name);
    if (this.ready) this.callBack();
  }
  getService(name: string): Service | undefined { return this.services.find((each) => each.name === name); }
  getConsent(name: string): boolean {
    this.names.add(name);
    this.saved[name] ??= this.isOn(name);
    return this.pending.get(name) ?? this.isOn(name);
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
  changedConsents(): Consents {
    return Object.fromEntries(Object.entries(this.consents).filter(([name, on]) => this.saved[name] !== on));
  }
  /** What is forgotten there is withdrawn here: a choice that was made stays on record. */
  resetConsents(): void {
    this.pending = new Map();
    if (window.consentry.state.granted.length) void window.consentry.withdraw();
    this.tell("consents", this.consents);
  }
  saveConsents(type?: string): void { this.saveAndApplyConsents(type); }
  // Saving applies at once with us.
  applyConsents(): number { return 0; }
  saveAndApplyConsents(type = "script"): void {
    let granted = window.consentry.state.granted;
    for (const [name, on] of this.pending) granted = granting(this.view.site, granted, serviceKey(this.view.site, name), on);
    this.pending = new Map();
    this.saving = type;
    void window.consentry.set(granted);
    this.saving = undefined;
  }
  watch(watcher: Watcher): void { this.watchers.add(watcher); }
  unwatch(watcher: Watcher): void { this.watchers.delete(watcher); }

  /** At the start and after each choice, of whatever service, as there. */
  callBack(): void {
    const { config, services, states, confirmed, consents } = this;
    for (const service of services)
      if (!(service.name in states)) run(service.onInit, { service, config, vars: service.vars ?? {} });
    let changed = 0;
    for (const service of services) {
      const consent = this.isOn(service.name);
      if (states[service.name] !== consent) changed++;
      states[service.name] = consent;
      run(consent ? service.onAccept : service.onDecline, { service, config, vars: service.vars ?? {}, consents, confirmed });
      service.callback?.(consent, service);
      config!.callback?.(consent, service);
    }
    if (config) this.tell("applyConsents", changed);
  }
  private isOn(name: string): boolean { return this.view.allowed(serviceKey(this.view.site, name)); }
  private tell(event: string, data: unknown): void {
    for (const watcher of this.watchers) watcher.update(this, event, data);
  }
}

export const part: Part = (view) => {
  const usual = (): Config | undefined => (window as { klaroConfig?: Config }).klaroConfig;
  const manager = new Manager(view);
  const render = (config?: Config, options?: { show?: boolean }): void => {
    manager.configure(config);
    if (config && options?.show) void window.consentry.open();
  };
  const api = {
    // As an onclick attribute's value it keeps the link from being followed.
    show: (config?: Config) => (manager.configure(config), void window.consentry.open(), false),
    getManager: (config?: Config) => (manager.configure(config), manager),
    render,
    setup: (config?: Config) => render(config ?? usual()),
    get defaultConfig() { return manager.config; },
  };
  Object.defineProperty(window, "klaro", { value: api, configurable: true });
  // By then the usual variable is there, where the page has it.
  addEventListener("consentry:ready", () => manager.config ?? manager.configure(usual()));
  return adoptMarkup(view, {
    selector: "script[data-name],[data-name][data-src],[data-name][data-href]",
    keys: (held) => [serviceKey(view.site, held.getAttribute("data-name")!)],
    held: { "data-src": "src", "data-href": "href", "data-type": "type" },
    waits: (script) => /^(text\/plain|opt-in)$/.test(script.type),
  });
};

$H.push(part);
