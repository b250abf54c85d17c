// SPDX-License-Identifier: Apache-2.0
// /d/SITE.js: fills <div data-consent-declaration> with the site's declaration, the visitor's present choice and a
// button to change it. A file of its own, loaded by the pages that have such an element, never with the tag.

interface Table {
  category: string;
  heading: string;
  description: string;
  rows: string[][];
}
interface Words {
  language: string;
  title: string;
  updated: string;
  tables: Table[];
  change: string;
  notes: string[];
}
interface Tag {
  allowed(key: string): boolean;
  open(): Promise<void>;
}

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;
const source = (document.currentScript as HTMLScriptElement).src;

function element(name: string, attributes: Record<string, string>, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]!);
  made.append(...children);
  return made;
}

const tag = (): Tag | undefined => (window as { consentry?: Tag }).consentry;

// A box that says on or off in the visitor's own words, also to a screen reader.
function present(table: Table, choice: Tag): HTMLElement {
  const box = element("input", { type: "checkbox", disabled: "", "aria-label": table.heading }) as HTMLInputElement;
  const show = (): void => void (box.checked = choice.allowed(table.category));
  addEventListener("consentry:choice", show);
  show();
  return box;
}

function table(of: Table): HTMLElement {
  const [heads, ...rows] = of.rows;
  const choice = tag();
  const heading = element("h3", {}, of.heading);
  if (choice && of.category !== "unknown") heading.append(" ", present(of, choice));
  return element("section", {}, heading, element("p", {}, of.description),
    element("table", {},
      element("thead", {}, element("tr", {}, ...heads!.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...rows.map((row) =>
        element("tr", {}, ...row.map((cell) => element("td", {}, element("bdi", {}, cell))))))));
}

async function fill(place: Element): Promise<void> {
  const address = new URL(source.replace(/\.js(\?.*)?$/, ".json"));
  const language = place.closest("[lang]")?.getAttribute("lang");
  if (language) address.searchParams.set("lang", language);
  const { text } = (await (await fetch(address, { credentials: "omit" })).json()) as { text: Words };
  const button = element("button", { type: "button" }, text.change);
  button.onclick = () => void tag()?.open();
  place.replaceChildren(element("h2", {}, text.title), element("p", {}, text.updated), ...(tag() ? [button] : []),
    ...text.tables.map(table), ...text.notes.map((note) => element("p", {}, note)));
  place.setAttribute("lang", text.language);
  place.setAttribute("dir", RIGHT_TO_LEFT.test(text.language) ? "rtl" : "ltr");
}

const fillAll = (): void => document.querySelectorAll("[data-consent-declaration]").forEach((place) => void fill(place).catch(() => {}));
if (document.readyState === "loading") addEventListener("DOMContentLoaded", fillAll);
else fillAll();
