// SPDX-License-Identifier: Apache-2.0
// A web over HTTPS on loopback: sites with pages, and third parties under any other names that are given.
// It remembers every request to a third party and what the visitor's cookies told it. For browsers that
// send every name here (--connect-to) and trust its authority (caFile).
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";

const KINDS = {
  js: ["text/javascript", "void 0"], mjs: ["text/javascript", "export {}"], css: ["text/css", "b{color:red}"],
  svg: ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'],
  html: ["text/html", "<!doctype html><title>frame</title>"], json: ["application/json", "{}"],
  sse: ["text/event-stream", "data: 1\n\n"], mp4: ["video/mp4", ""],
};

/** An authority, and one certificate for all the names. */
function certify(folder, names) {
  const at = (name) => join(folder, name);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  const openssl = (...args) => execFileSync("openssl", args, { stdio: "ignore" });
  openssl("req", "-x509", ...key, "-subj", "/CN=Test authority", "-keyout", at("ca.key"), "-out", at("ca.pem"));
  writeFileSync(at("names.cnf"), `[req]\ndistinguished_name=d\n[d]\n[v]\nsubjectAltName=${names.map((name) => "DNS:" + name).join(",")}\n`);
  openssl("req", "-x509", ...key, "-subj", "/CN=web", "-config", at("names.cnf"), "-extensions", "v", "-CA", at("ca.pem"),
    "-CAkey", at("ca.key"), "-keyout", at("web.key"), "-out", at("web.pem"));
  return { key: readFileSync(at("web.key")), cert: readFileSync(at("web.pem")) };
}

/** `sites` are host names with pages of their own, `hosts` the third parties. */
export async function startFakeWeb({ folder, sites, hosts = [] }) {
  const requests = [];
  const consents = [];
  /** host -> path -> { type, body, headers } */
  const pages = new Map(sites.map((site) => [site, new Map()]));
  const remember = ({ method, url, headers }, body) => {
    const host = headers.host.split(":")[0];
    if (!pages.has(host)) requests.push({ at: Date.now(), host, way: new URL(url, "https://x").pathname.slice(1), method, url, cookie: headers.cookie ?? "", body });
    return host;
  };
  const own = (host, path, response) => {
    const page = pages.get(host).get(path);
    if (!page) return response.writeHead(404, { "content-type": "text/plain" }).end("no such page");
    return response.writeHead(200, { "content-type": page.type ?? "text/html; charset=utf-8", "cache-control": "no-store", ...page.headers }).end(page.body);
  };
  const server = createServer(certify(folder, [...sites, ...hosts]), async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const path = request.url.split("?")[0];
    const host = remember(request, body);
    if (pages.has(host)) {
      if (path !== "/v1/consents") return own(host, path, response);
      consents.push({ at: Date.now(), ...JSON.parse(body) });
      return response.writeHead(201).end("{}");
    }
    const [type, text] = KINDS[path.split(".").at(-1)] ?? ["text/plain", ""];
    // As third parties do: an identifier of their own, for a year.
    response.writeHead(200, { "content-type": type, "cache-control": "no-store", "access-control-allow-origin": "*",
      "set-cookie": `tp_uid=${crypto.randomUUID()}; Max-Age=31536000; Path=/; Secure; SameSite=None` }).end(text);
  });
  server.on("upgrade", (request, socket) => {
    remember(request, "");
    socket.on("error", () => {});
    socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${server.address().port}`,
    caFile: join(folder, "ca.pem"),
    requests, consents,
    pagesOf: (site) => pages.get(site),
    forget: () => requests.splice(0),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
