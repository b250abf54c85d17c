// SPDX-License-Identifier: Apache-2.0
// A time stamping authority (RFC 3161) on loopback: `openssl ts` behind HTTP, with a root and a
// certificate made for the test.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const openssl = (...words) => execFileSync("openssl", words, { stdio: ["ignore", "pipe", "ignore"] });

function makeCertificates(folder, name) {
  const file = (each) => join(folder, each);
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", file("ca.key"), "-out", file("ca.pem"),
    "-days", "30", "-subj", `/CN=${name} root`);
  openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", file("tsa.key"), "-out", file("tsa.csr"), "-subj", `/CN=${name}`);
  writeFileSync(file("ext"), "extendedKeyUsage=critical,timeStamping\n");
  openssl("x509", "-req", "-in", file("tsa.csr"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-CAcreateserial",
    "-days", "30", "-extfile", file("ext"), "-out", file("tsa.pem"));
  writeFileSync(file("serial"), "01\n");
  writeFileSync(file("tsa.cnf"), `[tsa]\ndefault_tsa=t\n[t]\nserial=${file("serial")}\nsigner_cert=${file("tsa.pem")}
certs=${file("ca.pem")}\nsigner_key=${file("tsa.key")}\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256
accuracy=secs:1\ness_cert_id_alg=sha256\n`);
}

// Gives {url, root, stop()}; `damage` changes each answer before it is sent.
export async function startAuthority(folder, { name = "Test authority", damage = (bytes) => bytes } = {}) {
  mkdirSync(folder, { recursive: true });
  makeCertificates(folder, name);
  const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      writeFileSync(join(folder, "query"), Buffer.concat(parts));
      const reply = openssl("ts", "-reply", "-config", join(folder, "tsa.cnf"), "-queryfile", join(folder, "query"));
      response.writeHead(200, { "content-type": "application/timestamp-reply" });
      response.end(damage(reply));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/tsa`, root: join(folder, "ca.pem"), stop: () => server.close() };
}
