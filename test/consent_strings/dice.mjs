// SPDX-License-Identifier: Apache-2.0
// Chance that repeats: the same seed throws the same dice on every machine.

export class Dice {
  constructor(seed) {
    this.state = BigInt(seed);
  }

  // splitmix64: a full period over its state, and 53 good bits of every number.
  next() {
    this.state = (this.state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
    let mixed = this.state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
    return Number((mixed ^ (mixed >> 31n)) >> 11n) / 2 ** 53;
  }

  // A whole number from `low` to `high`, both included.
  number(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share) {
    return this.next() < share;
  }

  pick(list) {
    return list[this.number(0, list.length - 1)];
  }

  // Each of the list's entries with a share that is itself thrown, so that none, few, most and all occur.
  some(list) {
    const share = this.pick([0, 0.02, 0.3, 0.7, 1]);
    return list.filter(() => this.chance(share));
  }
}

// [1, 2, 3, 7] gives { count: 4, ranges: [[1, 3], [7, 7]] }, as the program writes sets of ids.
export function setOf(ids) {
  const ranges = [];
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  for (const id of sorted) {
    const last = ranges.at(-1);
    if (last && last[1] + 1 === id) last[1] = id;
    else ranges.push([id, id]);
  }
  return { count: sorted.length, ranges };
}
