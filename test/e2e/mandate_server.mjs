// SPDX-License-Identifier: Apache-2.0
// `consentry serve` with one open case and a mail server beside it.
import { spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startMailSink } from "./mail_sink.mjs";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");

export function formOf(key, embed = "https://ours.example") {
  return `id = "ours-theirs"
version = "2026-11"
organisation = "Ours Foundation"
contact = "rights@ours.example"
privacy = "https://ours.example/privacy"
sealing_key = "${key}"
minors = true
kept_months = 60
embed = ["${embed}"]
powers = ["complaint77", "court7879", "damages82", "optinout", "settlement"]
needed_powers = ["complaint77"]
[ask]
residence_period = "optional"
account_holder = "required"
birth_date = "optional"
postal_address = "optional"
account_email = "optional"
use_statement = "optional"
signature = "required"
newsletter = true
press = true
[[respondent]]
id = "theirs"
name = "Theirs Europe S.à r.l."
[[respondent]]
id = "theirs-nl"
name = "Theirs Nederland B.V."
[[site]]
id = "shop.example"
name = "shop.example"
[[site]]
id = "news.example"
name = "news.example"
[[text]]
language = "en"
title = "Ours against Theirs"
summary = "Theirs followed visitors of hundreds of sites before they had chosen."
mandate = """
I give Ours Foundation my mandate to act for me against the companies that I have ticked.

The mandate ends when I withdraw it, or with the case."""
fee = "It costs me nothing. A funder gets at most 15 % of what is won."
[[text]]
language = "nl"
title = "Ons tegen Hen"
summary = "Hen volgde bezoekers van honderden sites voordat zij hadden gekozen."
mandate = """
Ik geef Ours Foundation volmacht om voor mij op te treden tegen de bedrijven die ik heb aangevinkt.

De volmacht eindigt als ik haar intrek, of met de zaak."""
fee = "Het kost mij niets. Een financier krijgt hoogstens 15 % van de opbrengst."
`;
}

// The server's own address must be in its settings before it runs.
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export async function startMandates({ mail = true, embed } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "consentry-mandate-"));
  const data = join(folder, "data");
  const run = (...words) => spawnSync(program, [...words, "--data", data], { encoding: "utf8" });
  const { publicKey } = generateKeyPairSync("x25519");
  const key = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");
  writeFileSync(join(folder, "form.toml"), formOf(key, embed));
  const opened = run("mandate", "open", join(folder, "form.toml"));
  if (opened.status !== 0) throw new Error(opened.stderr);
  const sink = await startMailSink();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const settings = [`listen = "127.0.0.1:${port}"`, `data = "${data}"`, `public_address = "${address}"`, "watch_scans_at_once = 0"];
  if (mail) settings.push(`smtp_url = "${sink.url}"`, 'smtp_from = "claims@ours.example"');
  writeFileSync(join(folder, "serve.toml"), settings.join("\n") + "\n");
  const server = spawn(program, ["serve", "--config", join(folder, "serve.toml")], { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  server.stderr.on("data", (chunk) => (log += chunk));
  const exit = new Promise((resolve) => server.once("exit", resolve));
  for await (const line of createInterface({ input: server.stdout })) if (line.startsWith("visitors")) break;
  return {
    address, data, run, sink,
    log: () => log,
    /** Ends the server, so that all is in its files. */
    async end() {
      server.kill("SIGTERM");
      await exit;
    },
    async stop() {
      server.kill("SIGTERM");
      await exit;
      await sink.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
