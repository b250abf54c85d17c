// SPDX-License-Identifier: Apache-2.0
// A document as a reader goes through it: headings, lines of text, tables with their cells.

// "h": a heading; "p": a line; "t": a table, row by row.
export type Block = ["h" | "p", string] | ["t", string[][]];

// What is kept lies in the event log as one text of at most 128 KiB. Tables say most, so that long
// prose leaves them room.
const PROSE_BYTES = 60_000;
const TABLE_BYTES = 60_000;
const LINE_LENGTH = 2_000;
const CELL_LENGTH = 300;
const MOST_ROWS = 400;
const MOST_CELLS = 12;
const MOST_NODES = 60_000;

const ASIDE = "script,style,noscript,template,nav,footer,svg,select,button,iframe,dialog";
const BREAKS =
  /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|BR|DD|DETAILS|DIV|DL|DT|FIELDSET|FIGURE|FORM|H[1-6]|HEADER|HR|LI|MAIN|OL|P|PRE|SECTION|SUMMARY|TABLE|TBODY|TD|TFOOT|TH|THEAD|TR|UL|LABEL)$/;

const encoder = new TextEncoder();
const squeezed = (text: string): string => text.replace(/\s+/g, " ").trim();

class Reader {
  readonly blocks: Block[] = [];
  cut = false;
  #prose = PROSE_BYTES;
  #tables = TABLE_BYTES;
  #nodes = MOST_NODES;
  #line = "";
  #heading = false;

  walk(node: Node): void {
    if (--this.#nodes < 0) {
      this.cut = true;
      return;
    }
    if (node.nodeType === Node.TEXT_NODE) {
      this.#line += node.nodeValue ?? "";
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const element = node as Element;
    if (element.tagName === "TABLE" && this.#table(element as HTMLTableElement)) return;
    const breaks = BREAKS.test(element.tagName);
    if (breaks) this.flush();
    if (/^H[1-6]$/.test(element.tagName)) this.#heading = true;
    for (const child of element.childNodes) this.walk(child);
    if (breaks) this.flush();
  }

  flush(): void {
    const text = squeezed(this.#line);
    const kind = this.#heading ? "h" : "p";
    this.#line = "";
    this.#heading = false;
    if (text === "") return;
    const shown = text.slice(0, LINE_LENGTH);
    this.#prose -= encoder.encode(shown).length + 12;
    this.cut ||= this.#prose < 0 || shown.length < text.length;
    if (this.#prose >= 0) this.blocks.push([kind, shown]);
  }

  // A table that only arranges the page is walked through like any other element.
  #table(table: HTMLTableElement): boolean {
    if (table.querySelector("table")) return false;
    const rows = grid(table);
    if (rows.length < 2 || !rows.some((row) => row.length > 1)) return false;
    this.flush();
    const caption = squeezed(table.caption?.textContent ?? "");
    if (caption) this.blocks.push(["h", caption.slice(0, CELL_LENGTH)]);
    this.cut ||= table.rows.length > MOST_ROWS;
    const kept: string[][] = [];
    for (const row of rows) {
      this.#tables -= encoder.encode(row.join("")).length + 4 * row.length + 4;
      if (this.#tables < 0) {
        this.cut = true;
        break;
      }
      kept.push(row);
    }
    this.blocks.push(["t", kept]);
    return true;
  }
}

// Cells that span rows or columns stand in each of them.
function grid(table: HTMLTableElement): string[][] {
  const rows: string[][] = [];
  const below: { text: string; rows: number }[] = [];
  for (const row of [...table.rows].slice(0, MOST_ROWS)) {
    const cells: string[] = [];
    const fill = (): void => {
      for (let open = below[cells.length]; open && open.rows > 0; open = below[cells.length]) {
        open.rows -= 1;
        cells.push(open.text);
      }
    };
    for (const cell of row.cells) {
      fill();
      const text = cellText(cell);
      for (let i = 0; i < Math.min(cell.colSpan, MOST_CELLS) && cells.length < MOST_CELLS; ++i) {
        below[cells.length] = { text, rows: Math.min(cell.rowSpan, MOST_ROWS) - 1 };
        cells.push(text);
      }
    }
    fill();
    if (cells.length > 0) rows.push(cells);
  }
  return rows;
}

// Lines of a cell stay apart: several names may stand in one.
function cellText(cell: HTMLTableCellElement): string {
  let text = "";
  const add = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue ?? "";
    else if (node.nodeType === Node.ELEMENT_NODE) {
      const breaks = BREAKS.test((node as Element).tagName);
      if (breaks) text += " , ";
      node.childNodes.forEach(add);
      if (breaks) text += " , ";
    }
  };
  cell.childNodes.forEach(add);
  return squeezed(text)
    .replace(/(\s*,\s*)+/g, ", ")
    .replace(/^[,\s]+|[,\s]+$/g, "")
    .slice(0, CELL_LENGTH);
}

export function blocksOf(doc: Document): { blocks: Block[]; cut: boolean } {
  for (const element of doc.querySelectorAll(ASIDE)) element.remove();
  const reader = new Reader();
  reader.walk(doc.body);
  reader.flush();
  return { blocks: reader.blocks, cut: reader.cut };
}
