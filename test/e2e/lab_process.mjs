// SPDX-License-Identifier: Apache-2.0
// The lab as a child process, for the demo and the benches.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const START_MS = 120_000;

// Starts `consentry lab` on a free port of loopback and waits for the line that tells its address.
// Gives {address: "127.0.0.1:PORT", stop(): Promise}. The lab writes its files into `dir`.
export async function startLab({ program, dir, sites, seed }) {
  const args = ["lab", "--sites", String(sites), "--seed", String(seed), "--listen", "127.0.0.1:0", "--dir", dir];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? `exit status ${code}`));
  });
  const ready = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /\b127\.0\.0\.1:[1-9]\d*\b/.exec(line)?.[0];
      if (address) resolve({ address });
    });
  });
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(() => resolve({ reason: "no address in time" }), START_MS); });
  const outcome = await Promise.race([ready, late, ended.then((reason) => ({ reason }))]);
  clearTimeout(timer);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  if (outcome.address) return { address: outcome.address, pid: child.pid, stop };
  await stop();
  throw new Error(`the lab did not start: ${outcome.reason}`);
}
