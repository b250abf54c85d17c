// SPDX-License-Identifier: Apache-2.0
// The preferences: every category and service with what it stores and where it connects, shown as they
// stand now, all off before a first choice. Escape and the closing button change nothing.
import type * as banner from "../core/banner";
import type { Choice } from "../core/choice";
import type { Outcome } from "../core/decide";
import type { Site } from "../core/site";
import { panelStyle } from "./style";

export interface Core extends Pick<typeof banner, "root" | "language" | "texts"> {
  decide(granted: string[]): Outcome;
  choice: Choice | undefined;
  gpc: boolean;
  site: Site;
}

export type Panel = (core: Core) => void;

/** Publisher's texts in this order; then name and description of each category. */
export interface PanelTexts {
  save: string;
  close: string;
  always: string;
  withdraw: string;
  number: string;
  stores: string;
  gpc: string;
  optOut: string;
  left: string;
  categories: [name: string, description: string][];
  /** By id; the address of the vendor's own opt-out. */
  services: Record<string, [name: string, hosts: string, description?: string, optOut?: string]>;
}

declare global {
  const $P: Record<string, PanelTexts>;
}

type Attributes = Record<string, string>;

function node<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]!);
  made.append(...children);
  return made;
}

function act(label: string, action: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = node("button", { type: "button", ...attributes }, label);
  made.onclick = action;
  return made;
}

class Preferences {
  private readonly texts: PanelTexts;
  private readonly boxes = new Map<string, HTMLInputElement>();

  constructor(private readonly core: Core) {
    this.texts = $P[core.language]!;
  }

  private box(key: string, label: string, on: boolean, fixed = false): HTMLLabelElement {
    const box = node("input", { type: "checkbox", role: "switch" });
    box.checked = on;
    box.disabled = fixed;
    this.boxes.set(key, box);
    return node("label", {}, node("bdi", {}, label), box);
  }

  private optOut(address?: string): (Node | string)[] {
    return address ? [" · ", node("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, this.texts.optOut)] : [];
  }

  private category(id: string, at: number): HTMLElement {
    const { site, choice } = this.core;
    const granted = (key: string): boolean => !at || !!choice?.granted.includes(key);
    const [name, description] = this.texts.categories[at]!;
    const head = this.box(id, name, granted(id), !at);
    const own = site.v.filter((service) => service[1] === at);
    const rows = own.map(([key, , stored]) => {
      const [label, hosts, about, optOut] = this.texts.services[key]!;
      const facts = [about, hosts, stored.length && `${this.texts.stores} ${stored.join(", ")}`];
      return node(
        "li",
        {},
        this.box(key, label, granted(id) || granted(key), !at),
        node("small", {}, facts.filter(Boolean).join(" · "), ...(at ? this.optOut(optOut) : [])),
      );
    });
    this.couple(id, own.map(([key]) => key));
    const section = node("section", {}, head, node("p", {}, (at ? "" : this.texts.always + ". ") + description));
    if (rows.length) {
      section.append(node("details", {}, node("summary", {}, `${name} (${rows.length})`), node("ul", {}, ...rows)));
    }
    return section;
  }

  /** A category stands for all its services: one off, and it is off. */
  private couple(id: string, services: string[]): void {
    const whole = this.boxes.get(id)!;
    const parts = services.map((key) => this.boxes.get(key)!);
    whole.onchange = () => parts.forEach((part) => (part.checked = whole.checked));
    for (const part of parts) part.onchange = () => (whole.checked = parts.every((each) => each.checked));
  }

  private granted(): string[] {
    const { site } = this.core;
    const on = (key: string): boolean => this.boxes.get(key)!.checked;
    const services = site.v.filter(([key, at]) => at && on(key) && !on(site.k[at]!)).map(([key]) => key);
    return [...site.k.slice(1).filter(on), ...services];
  }

  /** What is refused and could not be deleted, by service, with the way that its vendor offers. */
  private left(): HTMLElement | undefined {
    const { choice, site } = this.core;
    if (!choice) return;
    // Past autoblock, which lets pages read what is held.
    const cookies = Object.getOwnPropertyDescriptor(Document.prototype, "cookie")!.get!.call(document) as string;
    const there = new Set([...cookies.split("; ").map((pair) => pair.replace(/=.*/, "")), ...(site.f ?? [])]);
    const under = (patterns: string[]): string[] =>
      [...there].filter((name) => patterns.some((each) => (each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : name === each)));
    const granted = (key: string, at: number): boolean => !at || [key, site.k[at]!].some((each) => choice.granted.includes(each));
    const kept = under(site.v.flatMap(([key, at, stored]) => (granted(key, at) ? stored : [])));
    const rows = site.v.flatMap(([key, at, stored]) => {
      const names = granted(key, at) ? [] : under(stored).filter((name) => !kept.includes(name));
      const [label, , , optOut] = this.texts.services[key]!;
      return names.length ? [node("li", {}, node("bdi", {}, `${label}: ${names.join(", ")}`), ...this.optOut(optOut))] : [];
    });
    return rows.length ? node("section", { class: "f" }, node("p", {}, this.texts.left), node("ul", {}, ...rows)) : undefined;
  }

  private buttons(close: () => void): HTMLElement {
    const { decide, texts } = this.core;
    const then = (deed: () => void) => () => (close(), deed());
    return node(
      "div",
      { class: "r" },
      act(texts[3], then(() => void window.consentry.rejectAll())),
      act(texts[2], then(() => void window.consentry.acceptAll())),
      act(this.texts.save, then(() => void decide(this.granted()))),
    );
  }

  show(): void {
    const { choice, gpc, root, site, texts } = this.core;
    const before = (root.activeElement ?? document.activeElement) as HTMLElement | null;
    const close = (): void => dialog.close();
    const dialog = node(
      "dialog",
      { class: "p", "aria-label": texts[4] },
      act("×", close, { class: "x", "aria-label": this.texts.close }),
      node("h2", {}, texts[4]),
      node("p", {}, gpc ? this.texts.gpc + " " : "", this.texts.withdraw, " "),
      this.left() ?? "",
      ...site.k.map((id, at) => this.category(id, at)),
      this.buttons(close),
    );
    if (site.p) dialog.querySelector("p")!.append(node("a", { href: site.p }, texts[6]));
    if (choice) dialog.append(node("p", { class: "n" }, this.texts.number + " ", node("code", {}, choice.id)));
    // Escape is meant for this dialog alone.
    dialog.onkeydown = (event) => event.stopPropagation();
    dialog.onclose = () => {
      dialog.remove();
      before?.isConnected && before.focus();
    };
    root.append(dialog);
    dialog.showModal();
  }
}

let styled = false;

export const panel: Panel = (core) => {
  if (!styled) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(panelStyle);
    core.root.adoptedStyleSheets.push(sheet);
    styled = true;
  }
  if (!core.root.querySelector(".p[open]")) new Preferences(core).show();
};
