// SPDX-License-Identifier: Apache-2.0
// Does a text speak of consent? The same folding as the lexicon's, near enough to find candidates; what is
// found is read again by the lexicon itself.

export function folded(text: string): string {
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

export class Terms {
  private readonly pattern: RegExp;

  // Folded terms; a final '*' of a word stands for any ending.
  constructor(terms: readonly string[]) {
    const parts = terms.map((term) => term.replace(/[^\p{L}\p{N} *]/gu, "").replace(/\*/g, "[\\p{L}\\p{N}]*"));
    this.pattern = new RegExp(`(?<= |^)(?:${parts.length > 0 ? parts.join("|") : "(?!)"})(?= |$)`, "gu");
  }

  // Distinct matches in a text.
  count(text: string): number {
    return new Set(folded(text).match(this.pattern) ?? []).size;
  }

  isIn(text: string): boolean {
    return folded(text).search(this.pattern) >= 0;
  }
}
