// SPDX-License-Identifier: Apache-2.0
// Does a text speak of consent? The same folding as the lexicon's, near enough to find candidates; what is
// found is read again by the lexicon itself.

const kAscii = /^[\x00-\x7f]*$/;

export function folded(text: string): string {
  // Most text is plain, and classes of all letters are dear to compile in every page.
  if (kAscii.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ς/g, "σ")
    .replace(/ı/g, "i")
    .replace(/ł/g, "l")
    .replace(/ø/g, "o")
    .replace(/[đð]/g, "d")
    .replace(/ħ/g, "h")
    .replace(/æ/g, "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// Terms are told apart by how they begin; no term's first word is shorter than what a reader would
// take for one.
const kStem = 2;

// Looked up word by word: one expression of all terms costs more to compile than most pages take to
// search.
export class Terms {
  private readonly byStem = new Map<string, string[][]>();

  // Folded terms; a final '*' of a word stands for any ending.
  constructor(terms: readonly string[]) {
    for (const term of terms) {
      const words = term.split(" ").filter((word) => word !== "" && word !== "*");
      const stem = words[0]?.slice(0, kStem);
      if (!stem) continue;
      const same = this.byStem.get(stem);
      if (same) same.push(words);
      else this.byStem.set(stem, [words]);
    }
  }

  // Distinct matches in a text.
  count(text: string): number {
    const found = new Set<string>();
    this.each(text, (match) => {
      found.add(match);
      return false;
    });
    return found.size;
  }

  isIn(text: string): boolean {
    return this.each(text, () => true);
  }

  // Until `stop` answers true; whether it did.
  private each(text: string, stop: (match: string) => boolean): boolean {
    const words = folded(text).split(" ");
    for (let at = 0; at < words.length; ++at) {
      for (const term of this.byStem.get((words[at] ?? "").slice(0, kStem)) ?? []) {
        if (begins(words, at, term) && stop(words.slice(at, at + term.length).join(" "))) return true;
      }
    }
    return false;
  }
}

function begins(words: readonly string[], at: number, term: readonly string[]): boolean {
  return term.every((wanted, i) => {
    const word = words[at + i];
    if (word === undefined) return false;
    return wanted.endsWith("*") ? word.startsWith(wanted.slice(0, -1)) : word === wanted;
  });
}
