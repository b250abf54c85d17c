// SPDX-License-Identifier: Apache-2.0
// The server speaks HTTPS by itself when it is given a certificate, and sends others there.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get as getPlain } from "node:http";
import { get as getSecure } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "consentry-tls-"));
const at = (name) => join(folder, name);
let server;
let port;

before(async () => {
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", at("key.pem"), "-out", at("cert.pem")],
  { stdio: "ignore" });
  server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", at("data"), "--tls-cert", at("cert.pem"),
    "--tls-key", at("key.pem")], { stdio: ["ignore", "pipe", "ignore"] });
  let out = "";
  for await (const chunk of server.stdout) {
    out += chunk;
    port = out.match(/ready on https:\S+:(\d+)\n/)?.[1];
    if (port) return;
  }
});

after(() => {
  server.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

const answered = (get, options) => new Promise((resolve, reject) => {
  get({ host: "127.0.0.1", port, path: "/healthz", ...options }, (response) => {
    let body = "";
    response.on("data", (chunk) => (body += chunk));
    response.on("end", () => resolve({ status: response.statusCode, body, headers: response.headers }));
  }).on("error", reject);
});

test("it answers over TLS with the certificate that it was given", async () => {
  const { status, body } = await answered(getSecure, { servername: "localhost", ca: readFileSync(at("cert.pem")) });
  assert.equal(status, 200);
  assert.equal(body, '{"status":"ok"}');
});

test("it sends a client that speaks plain HTTP to HTTPS", async () => {
  const { status, headers } = await answered(getPlain, { headers: { host: "consent.example" } });
  assert.equal(status, 308);
  assert.equal(headers.location, "https://consent.example/healthz");
});
