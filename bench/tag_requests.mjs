// SPDX-License-Identifier: Apache-2.0
// How many requests for the tag's file are answered a second, beside nginx that serves the same
// Brotli bytes from disk (brotli_static, open_file_cache, no log), plain and over TLS 1.3; and what an
// idle TLS connection costs in memory. Two threads each, wrk on the same processor, rounds interleaved, order
// rotated, medians; only ratios and CPU a request hold from machine to machine.
//   node bench/tag_requests.mjs [--quick]
// Prints tables, writes build/bench/tag_requests.json.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { connect } from "node:tls";
import { fileURLToPath } from "node:url";
import { cpuSecondsOf, memoryMiBOf, writeJson } from "./process_meter.mjs";
import { fixed, goalTable, median, medians, table } from "./summary.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, "build/release/consentry");
const out = join(root, "build/bench");
const quick = process.argv.includes("--quick");
const [rounds, seconds, idleConnections] = quick ? [2, 2, 1000] : [5, 3, 2000];
const clients = [64, 256];
const NGINX = "/usr/sbin/nginx";
const PATH = "/t/shop.js";
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(out, "tag-requests-"));

if (!existsSync(NGINX) || !existsSync("/usr/bin/wrk")) {
  console.error("needs nginx and wrk: packaging/debian-packages.txt, [bench]");
  process.exit(2);
}

const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

function makeCertificate() {
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=consent.example",
    "-addext", "subjectAltName=DNS:consent.example", "-days", "2", "-keyout", key, "-out", cert], { stdio: "ignore" });
  return { cert, key };
}

async function startProgram(tls) {
  const settings = join(folder, "serve.toml");
  writeFileSync(settings, "threads = 2\n");
  const data = join(folder, tls ? "secure" : "plain");
  execFileSync(program, ["site", "add", "https://shop.example", "--id", "shop", "--data", data], { stdio: "ignore" });
  execFileSync(program, ["site", "publish", "shop", "--no-pictures", "--data", data], { stdio: "ignore" });
  const words = ["serve", "--listen", "127.0.0.1:0", "--data", data, "--config", settings, ...(tls ? ["--tls-cert", tls.cert, "--tls-key", tls.key] : [])];
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "ignore"] });
  const port = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const found = said.match(/ready on https?:.*:(\d+)\n/);
      if (found) resolve(Number(found[1]));
    });
    child.on("exit", () => reject(Error(`consentry ended: ${said}`)));
  });
  return { child, port };
}

// The same bytes and the same headers.
async function startNginx(tls, { brotli, headers }) {
  const home = join(folder, tls ? "nginx-tls" : "nginx");
  mkdirSync(join(home, "www/t"), { recursive: true });
  writeFileSync(join(home, "www/t/shop.js"), "plain");
  writeFileSync(join(home, "www/t/shop.js.br"), brotli);
  const port = await freePort();
  const add = ["cache-control", "vary", "access-control-allow-origin", "cross-origin-resource-policy", "x-content-type-options"]
    .filter((name) => headers.get(name)).map((name) => `add_header ${name} "${headers.get(name)}";`).join(" ");
  writeFileSync(join(home, "nginx.conf"), `load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
${process.getuid() === 0 ? "user root;" : ""} worker_processes 2; daemon off; pid ${home}/pid; error_log ${home}/error.log crit;
events { worker_connections 4096; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; keepalive_timeout 600s;
  open_file_cache max=100 inactive=600s; open_file_cache_valid 600s;
  types { text/javascript js; } brotli_static on; server_tokens off;
  client_body_temp_path ${home}/a; proxy_temp_path ${home}/b; fastcgi_temp_path ${home}/c; uwsgi_temp_path ${home}/d; scgi_temp_path ${home}/e;
  server {
    listen 127.0.0.1:${port}${tls ? " ssl" : ""}; root ${home}/www; ${add}
    ${tls ? `ssl_certificate ${tls.cert}; ssl_certificate_key ${tls.key}; ssl_protocols TLSv1.3;` : ""}
  }
}
`);
  const child = spawn(NGINX, ["-e", join(home, "error.log"), "-c", join(home, "nginx.conf")], { stdio: "inherit" });
  for (const end = Date.now() + 5000; Date.now() < end && !existsSync(join(home, "pid"));) await new Promise((resolve) => setTimeout(resolve, 20));
  return { child, port };
}

function measure({ child, port, secure }, connections) {
  const before = cpuSecondsOf(child.pid);
  const said = execFileSync("wrk", ["-t2", `-c${connections}`, `-d${seconds}s`, "--latency", "-H", "Host: consent.example", "-H", "Accept-Encoding: br",
    `${secure ? "https" : "http"}://127.0.0.1:${port}${PATH}`], { encoding: "utf8" });
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(said);
  const [, requests, took] = said.match(/(\d+) requests in ([\d.]+)s/);
  const [, p99, unit] = said.match(/99%\s+([\d.]+)(us|ms|s)/);
  return { rate: requests / took, micros: ((cpuSecondsOf(child.pid) - before) / requests) * 1e6, p99: p99 * { us: 1e-3, ms: 1, s: 1e3 }[unit] };
}

// Memory of one connection that has had its answer and now waits, in KiB.
async function idleKiB({ child, port }) {
  const before = memoryMiBOf(child.pid);
  const sockets = [];
  const open = () => new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, servername: "consent.example", rejectUnauthorized: false }, () =>
      socket.write(`GET ${PATH} HTTP/1.1\r\nHost: consent.example\r\nAccept-Encoding: br\r\n\r\n`));
    socket.once("data", resolve);
    socket.on("error", reject);
    socket.on("close", () => sockets.splice(sockets.indexOf(socket), 1));
    sockets.push(socket);
  });
  for (let done = 0; done < idleConnections; done += 50) await Promise.all(Array.from({ length: 50 }, open));
  const [after, still] = [memoryMiBOf(child.pid), sockets.length];
  const gone = sockets.map((socket) => new Promise((resolve) => socket.once("close", resolve)));
  for (const socket of [...sockets]) socket.destroy();
  await Promise.all(gone);
  if (still < idleConnections * 0.9) throw new Error(`only ${still} connections stayed open`);
  return ((after - before) * 1024) / still;
}

const started = [];
const result = { date: new Date().toISOString(), quick };
try {
  const tls = makeCertificate();
  const servers = {};
  for (const secure of [false, true]) {
    const ours = { ...(await startProgram(secure ? tls : undefined)), secure };
    started.push(ours);
    if (!secure) {
      const answer = await fetch(`http://127.0.0.1:${ours.port}${PATH}`, { headers: { "accept-encoding": "br" } });
      servers.bytes = { headers: answer.headers, brotli: execFileSync("curl", ["-s", "-H", "Accept-Encoding: br", `http://127.0.0.1:${ours.port}${PATH}`]) };
    }
    const nginx = { ...(await startNginx(secure ? tls : undefined, servers.bytes)), secure };
    started.push(nginx);
    servers[secure ? "TLS" : "plain"] = { consentry: ours, nginx };
  }
  // First, while no memory is left from others.
  const idle = { consentry: await idleKiB(servers.TLS.consentry), nginx: await idleKiB(servers.TLS.nginx) };
  const runs = {};
  for (let round = -1; round < rounds; round++) {  // -1: to warm up
    for (const way of ["plain", "TLS"]) {
      for (const connections of clients) {
        const names = round % 2 === 0 ? ["consentry", "nginx"] : ["nginx", "consentry"];
        for (const name of names) {
          const seen = measure(servers[way][name], connections);
          if (round >= 0) (runs[`${way} ${connections} ${name}`] ??= []).push(seen);
        }
      }
    }
  }
  const rows = [[`${servers.bytes.brotli.length} bytes`, "requests/s", "of nginx", "CPU us", "p99 ms"]];
  const goals = [];
  for (const way of ["plain", "TLS"]) {
    for (const connections of clients) {
      const [ours, nginx] = ["consentry", "nginx"].map((name) => medians(runs[`${way} ${connections} ${name}`]));
      // Of each round by itself: neighbours in time are alike.
      const ratio = median(runs[`${way} ${connections} consentry`].map(({ rate }, i) => rate / runs[`${way} ${connections} nginx`][i].rate));
      rows.push([`${way}, ${connections} clients, consentry`, fixed(ours.rate, 0), fixed(ratio, 2), fixed(ours.micros), fixed(ours.p99)]);
      rows.push([`${way}, ${connections} clients, nginx`, fixed(nginx.rate, 0), "1", fixed(nginx.micros), fixed(nginx.p99)]);
      goals.push({ what: `of nginx, ${way}, ${connections} clients`, least: way === "plain" ? 1.1 : 0.95, reached: ratio, beside: `CPU of nginx x${fixed(ours.micros / nginx.micros, 2)}` });
      result[`${way}_${connections}`] = { consentry: ours, nginx, ratio };
    }
  }
  result.idleKiB = idle;
  goals.push({ what: "idle TLS connection, KiB", most: 25, reached: idle.consentry, beside: `nginx ${fixed(idle.nginx)}`, digits: 1 });
  console.log(`\n${table(rows)}\n\n${goalTable(goals)}\n`);
  writeJson(join(out, "tag_requests.json"), result);
} finally {
  for (const { child } of started) child.kill("SIGTERM");
  await Promise.all(started.map(({ child }) => child.exitCode !== null || new Promise((resolve) => child.once("exit", resolve))));
  rmSync(folder, { recursive: true, force: true });
}
