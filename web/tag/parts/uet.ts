// SPDX-License-Identifier: Apache-2.0
// Microsoft Advertising's consent mode: denied before its script runs, updated with each choice.
import type { Part } from "../core/site";

export const part: Part = ({ allowed, site }, decided) => {
  const tell = (command: string, granted: boolean): void => {
    const queue = ((window as { uetq?: unknown[] }).uetq ??= []);
    const signals = Object.entries(site.x!.uet!).map(([name, key]) => [name, granted && allowed(key) ? "granted" : "denied"]);
    queue.push("consent", command, Object.fromEntries(signals));
  };
  tell("default", false);
  if (decided) tell("update", true);
  return () => tell("update", true);
};

$H.push(part);
