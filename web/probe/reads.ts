// SPDX-License-Identifier: Apache-2.0
// Reports a read of something that tells about the device, once per script, member and details.
import { report, stack } from "./channel";

// Finding the calling script costs; a member read more often than this has shown its readers.
const kMaxStacksPerMember = 60;
const taken = new Map<string, number>();
const told = new Set<string>();
const stringify = JSON.stringify;

export function read(family: string, member: string, details: Record<string, unknown> = {}): void {
  const count = (taken.get(member) ?? 0) + 1;
  taken.set(member, count);
  if (count > kMaxStacksPerMember) return;
  const frames = stack();
  const key = stringify([member, frames[0] ?? "", details]);
  if (told.has(key)) return;
  told.add(key);
  report({ k: "read", f: family, p: member, d: details, s: frames });
}
