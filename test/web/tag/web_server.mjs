// SPDX-License-Identifier: Apache-2.0
// A small web on loopback: the site's own host and any number of third parties, told apart by the
// Host header, since the test browser resolves every name to this machine. Remembers every request.
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";

const KINDS = {
  js: "text/javascript", css: "text/css", svg: "image/svg+xml", html: "text/html", json: "application/json",
};
const BODIES = {
  js: (url) => `(window.ran ??= []).push(${JSON.stringify(url.searchParams.get("n") ?? url.pathname)});`,
  css: () => "body{--loaded:1}",
  svg: () => '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
  html: () => "<!doctype html><title>frame</title>",
  json: () => "{}",
};

/** `more` are further host names that serve the same pages. */
export async function startWeb(more = []) {
  const requests = [];
  /** path -> { type, body, headers, status } of the site's own host. */
  const pages = new Map();
  let answerConsents = () => 201;
  const consents = [];

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push({ host: url.hostname, path: url.pathname, url: url.href, method: request.method });
    const cors = { "access-control-allow-origin": "*", "access-control-allow-headers": "*", "cache-control": "no-store" };
    if (request.method === "OPTIONS") return response.writeHead(204, cors).end();
    if (url.pathname === "/v1/consents") {
      const status = answerConsents();
      consents.push({ status, record: JSON.parse(body) });
      return response.writeHead(status, cors).end("{}");
    }
    const own = pages.get(url.pathname);
    if (own && ["site.example", ...more].includes(url.hostname)) {
      return response.writeHead(200, { "content-type": own.type ?? "text/html", ...cors, ...own.headers }).end(own.body);
    }
    const kind = url.pathname.split(".").at(-1);
    if (!BODIES[kind]) return response.writeHead(404, cors).end();
    // A host that takes its time: "?wait=MILLISECONDS".
    await setTimeout(Number(url.searchParams.get("wait") ?? 0));
    return response.writeHead(200, { "content-type": KINDS[kind], ...cors }).end(BODIES[kind](url));
  });
  const sockets = [];
  server.on("upgrade", (request, socket) => {
    const host = request.headers.host.split(":")[0];
    requests.push({ host, path: request.url, url: `ws://${host}${request.url}`, method: "UPGRADE" });
    sockets.push(socket);
    socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    port,
    requests,
    pages,
    consents,
    site: `http://site.example:${port}`,
    third: `third.example:${port}`,
    answerConsentsWith: (status) => (answerConsents = () => status),
    thirdParties: () => requests.filter(({ host }) => host !== "site.example"),
    forget: () => requests.splice(0),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
