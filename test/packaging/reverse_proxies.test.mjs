// SPDX-License-Identifier: Apache-2.0
// The examples for reverse proxies as an administrator uses them, changed in names, ports and paths alone (by
// sed): each starts, serves the tag over TLS, takes choices, tells the visitor's address and nobody else's,
// keeps /metrics inside, and lets a whole withdrawal's cookies through. A proxy that is not installed is
// skipped, and the reason names its package.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as requestPlain } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { request as requestSecure } from "node:https";
import { createServer as createPort } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { connect as connectTls } from "node:tls";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const packaging = (name) => join(root, "packaging", name);
const folder = mkdtempSync(join(tmpdir(), "consentry-proxies-"));
const at = (...names) => join(folder, ...names);
const CONSENT = "consent.example";
const SHOP = "shop.example";
const START_MS = 15_000;
// As many names as a page of many services leaves behind; each expires in several places.
const MANY_COOKIES = Array.from({ length: 60 }, (_, each) => `_ad_${each}_with_a_rather_long_name=1`).join("; ");

let server;
let between;
/** What reached the server: path and the headers that the proxy answers for. */
const seen = [];
let shopOrigin = "";

async function freePort() {
  const taken = createPort();
  await new Promise((done) => taken.listen(0, "127.0.0.1", done));
  const { port } = taken.address();
  await new Promise((done) => taken.close(done));
  return port;
}

const run = (...words) => {
  const { status, stderr, stdout } = spawnSync(program, [...words, "--data", at("data")], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
};

async function startServer() {
  server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", at("data")], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const port = /ready on http:\S+:(\d+)/.exec(line)?.[1];
    if (port) return Number(port);
  }
  throw new Error("the server did not start");
}

/** Stands before the server and writes down what the proxy sends. */
async function startBetween(port) {
  between = createServer((request, response) => {
    const { method, url, headers, rawHeaders } = request;
    const forwarded = rawHeaders.filter((_, index) => index % 2 && /^x-forwarded-for$/i.test(rawHeaders[index - 1]));
    seen.push({ url, host: headers.host, origin: headers.origin, forwarded });
    const on = requestPlain({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(response);
    });
    request.pipe(on);
  });
  await new Promise((done) => between.listen(0, "127.0.0.1", done));
  return between.address().port;
}

before(async () => {
  // Its workers run as somebody else.
  chmodSync(folder, 0o755);
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", `/CN=${CONSENT}`,
    "-addext", `subjectAltName=DNS:${CONSENT},DNS:${SHOP}`, "-keyout", at("privkey.pem"), "-out", at("fullchain.pem")], { stdio: "ignore" });
  shopOrigin = `https://${SHOP}`;
  writeFileSync(at("shop.json"), JSON.stringify({
    site: "shop", owner: "Corner Shop", privacy: "/privacy", categories: ["necessary", "marketing"], server: `https://${CONSENT}`,
    withdrawal: "/*/.consentry/withdraw", services: [{ id: "adnet", name: "Ad Net", category: "marketing", stores: ["_ad_*"] }],
  }));
  run("site", "add", shopOrigin, "--config", at("shop.json"));
  run("site", "publish", "shop", "--no-pictures");
  await startBetween(await startServer());
});
after(() => {
  server?.kill("SIGTERM");
  between?.closeAllConnections();
  between?.close();
  rmSync(folder, { recursive: true, force: true });
});

const sed = (file, ...expressions) => execFileSync("sed", [...expressions.flatMap((each) => ["-e", each]), file], { encoding: "utf8" });
const backend = () => `s#127\\.0\\.0\\.1:8080#127.0.0.1:${between.address().port}#`;
const certificates = () => `s#/etc/letsencrypt/live/consent\\.example#${folder}#`;

/** The ports: of the consent server's name, and of the site's own. */
const PROXIES = [
  {
    name: "nginx", package: "nginx-light", program: "nginx",
    write(home, ports) {
      const example = sed(packaging("nginx.conf"), backend(), certificates(), `s#/var/cache/nginx#${home}#`, `s#listen 443#listen 127.0.0.1:${ports[0]}#`);
      const block = execFileSync("sed", ["-n", "-e", "s/^#   //p"], { input: example, encoding: "utf8" });
      writeFileSync(join(home, "nginx.conf"), `pid ${home}/pid; error_log ${home}/error.log; daemon off; events {}
http { ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((each) => `${each}_temp_path ${home}/${each};`).join(" ")}
${example}
server { listen 127.0.0.1:${ports[1]} ssl; server_name ${SHOP}; ssl_certificate ${folder}/fullchain.pem; ssl_certificate_key ${folder}/privkey.pem;
${block} } }`);
      return ["-p", home, "-c", join(home, "nginx.conf")];
    },
  },
  {
    name: "Apache", package: "apache2", program: "apache2",
    write(home, ports) {
      const example = sed(packaging("apache.conf"), backend(), certificates(), `s#\\*:443#127.0.0.1:${ports[0]}#`);
      const block = execFileSync("sed", ["-n", "-e", "s/^#   //p"], { input: example, encoding: "utf8" });
      const modules = ["mpm_event", "authz_core", "ssl", "proxy", "proxy_http", "headers", "http2"];
      writeFileSync(join(home, "apache.conf"), `ServerRoot ${home}\nServerName localhost\nPidFile ${home}/pid\nDefaultRuntimeDir ${home}
ErrorLog ${home}/error.log\n${process.getuid() === 0 ? "User www-data\nGroup www-data" : ""}
${modules.map((each) => `LoadModule ${each}_module /usr/lib/apache2/modules/mod_${each}.so`).join("\n")}
Listen 127.0.0.1:${ports[0]}\nListen 127.0.0.1:${ports[1]}
${example}
<VirtualHost 127.0.0.1:${ports[1]}>
ServerName ${SHOP}\nSSLEngine on\nSSLCertificateFile ${folder}/fullchain.pem\nSSLCertificateKeyFile ${folder}/privkey.pem
${block}</VirtualHost>\n`);
      return ["-DFOREGROUND", "-f", join(home, "apache.conf")];
    },
  },
  {
    name: "Caddy", package: "caddy", program: "caddy",
    write(home, ports) {
      const tls = `\\n\\tbind 127.0.0.1\\n\\ttls ${folder}/fullchain.pem ${folder}/privkey.pem`;
      const example = sed(packaging("Caddyfile"), backend(), `s#^consent\\.example {#consent.example:${ports[0]} {${tls}#`);
      const block = execFileSync("sed", ["-n", "-e", "s/^#\\t//p"], { input: example, encoding: "utf8" });
      writeFileSync(join(home, "Caddyfile"), `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${example}
${SHOP}:${ports[1]} {\n\tbind 127.0.0.1\n\ttls ${folder}/fullchain.pem ${folder}/privkey.pem\n${block}}\n`);
      return ["run", "--config", join(home, "Caddyfile"), "--adapter", "caddyfile"];
    },
  },
];

const found = (name) => ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"].map((each) => join(each, name)).find((path) => existsSync(path));

/** Resolves when the port speaks TLS. Asked again and again, since no proxy tells when it is ready. */
async function answering(port, child) {
  const end = Date.now() + START_MS;
  while (Date.now() < end && child.exitCode === null) {
    const there = await new Promise((done) => {
      const socket = connectTls({ host: "127.0.0.1", port, servername: CONSENT, rejectUnauthorized: false }, () => (socket.end(), done(true)));
      socket.on("error", () => done(false));
    });
    if (there) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("it does not answer");
}

async function start(proxy) {
  const home = at(proxy.name);
  mkdirSync(home);
  chmodSync(home, 0o777);
  const ports = [await freePort(), await freePort()];
  const child = spawn(found(proxy.program), proxy.write(home, ports), { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, HOME: home, XDG_DATA_HOME: home } });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const ended = new Promise((done) => child.on("exit", done));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  try {
    for (const port of ports) await answering(port, child);
  } catch (problem) {
    await stop();
    throw new Error(`${proxy.name}: ${problem.message}\n${said}`);
  }
  return { ports, stop };
}

/** `host` is asked at `port` over TLS, its certificate checked. */
const ask = (host, port, path, { method = "GET", headers = {}, body = "" } = {}) => new Promise((resolve, reject) => {
  const options = { host: "127.0.0.1", port, path, method, servername: host, ca: readFileSync(at("fullchain.pem")), headers: { host, ...headers }, agent: false };
  requestSecure(options, (response) => {
    const parts = [];
    response.on("data", (part) => parts.push(part));
    response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
  }).on("error", reject).end(body);
});

const negotiated = (host, port) => new Promise((resolve, reject) => {
  const session = connectHttp2(`https://127.0.0.1:${port}`, { servername: host, ca: readFileSync(at("fullchain.pem")), checkServerIdentity: () => undefined }, () => {
    const { alpnProtocol } = session;
    session.close();
    resolve(alpnProtocol);
  });
  session.on("error", reject);
});

function choice(notice, key) {
  return JSON.stringify({ site: "shop", id: "0" + Date.now().toString(16) + "0".repeat(20), key, event: "reject_all", purposes: { necessary: true, marketing: false },
    services: [], notice, language: "en", layout: "box", clicks: 1, ms: 900, time: Date.now(), signals: { gpc: false } });
}

for (const proxy of PROXIES) {
  const skip = !found(proxy.program) && `${proxy.name} is not installed: apt-get install ${proxy.package}`;
  test(`${proxy.name} serves the tag, takes choices and tells addresses as its example says`, { skip }, async () => {
    const { ports, stop } = await start(proxy);
    seen.length = 0;
    try {
      assert.equal(await negotiated(CONSENT, ports[0]), "h2");
      const tag = await ask(CONSENT, ports[0], "/t/shop.js", { headers: { "accept-encoding": "br" } });
      assert.deepEqual([tag.status, tag.headers["content-encoding"]], [200, "br"]);
      const again = await ask(CONSENT, ports[0], "/t/shop.js", { headers: { "accept-encoding": "br", "if-none-match": tag.headers.etag } });
      assert.equal(again.status, 304);
      if (proxy.name === "nginx") assert.equal(seen.length, 1, "the second came from its cache");
      const plain = await ask(CONSENT, ports[0], "/t/shop.js");
      assert.equal(plain.headers["content-encoding"], undefined);
      const notice = /"h":"([0-9a-f]{8})"/.exec(plain.body.toString())?.[1];
      assert.ok(notice, "the tag names its notice");

      seen.length = 0;
      const headers = { "content-type": "application/json", origin: shopOrigin, "x-forwarded-for": "203.0.113.9" };
      const kept = await ask(CONSENT, ports[0], "/v1/consents", { method: "POST", headers, body: choice(notice, proxy.name) });
      assert.equal(kept.status, 201, kept.body.toString());
      assert.deepEqual(seen, [{ url: "/v1/consents", host: CONSENT, origin: shopOrigin, forwarded: ["127.0.0.1"] }]);

      for (const path of ["/metrics", "/metrics?", "/%6detrics", "//metrics", "/metrics/", "/t/../metrics"]) {
        const { status } = await ask(CONSENT, ports[0], path);
        assert.ok(status >= 400, `${path} answers ${status}`);
      }
    } finally {
      await stop();
    }
  });

  test(`${proxy.name} lets a site's own withdrawal through, all its cookies with it`, { skip }, async () => {
    rmSync(at(proxy.name), { recursive: true, force: true });
    const { ports, stop } = await start(proxy);
    seen.length = 0;
    try {
      const headers = { origin: shopOrigin, "sec-fetch-site": "same-origin", cookie: MANY_COOKIES, "x-forwarded-for": "203.0.113.9" };
      const gone = await ask(SHOP, ports[1], "/.consentry/withdraw", { method: "POST", headers, body: "shop /account/orders/ " });
      assert.equal(gone.status, 200, gone.body.toString());
      assert.equal(gone.headers["set-cookie"].length, 128);
      const below = await ask(SHOP, ports[1], "/account/orders/7/.consentry/withdraw", { method: "POST", headers, body: "shop /account/orders/7 " });
      assert.equal(below.status, 200, below.body.toString());
      assert.deepEqual(seen.map(({ url, forwarded }) => [url, forwarded]), Array(2).fill(["/.consentry/withdraw", ["127.0.0.1"]]));
      await ask(SHOP, ports[1], "/v1/records");
      assert.equal(seen.length, 2, "nothing else of the site's name is passed on");
    } finally {
      await stop();
    }
  });
}

const noNginx = !found("nginx") && "nginx is not installed: apt-get install nginx-light";
test("nginx takes the lines that docs/tag.md shows for a site's own block", { skip: noNginx }, () => {
  const [, block] = /```nginx\n([^`]+)```/.exec(readFileSync(join(root, "docs/tag.md"), "utf8"));
  writeFileSync(at("shown.conf"), `pid ${folder}/shown.pid; error_log stderr; events {} http { access_log off; server { listen 127.0.0.1:9; ${block} } }`);
  const { status, stderr } = spawnSync(found("nginx"), ["-t", "-p", folder, "-c", at("shown.conf")], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});
