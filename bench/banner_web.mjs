// SPDX-License-Identifier: Apache-2.0
// A site and a third party on loopback, and the browser that visits them, for what compares consent
// managers in it. Both hosts end in .localhost: there Chromium takes Brotli without TLS.
import { createServer } from "node:http";
import { brotliCompressSync } from "node:zlib";
import puppeteer from "puppeteer-core";
import { BINARIES } from "./browser_wrapper.mjs";

// As the browser's own version says it, without the mark of a machine: one manager hides from machines.
const AGENT = (version) => `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`;

/** Answers { port, site, third, pages, hits, forget, stop }. `pages`: path -> { type, body, headers } of the site. */
export async function startBannerWeb({ answerThird }) {
  const pages = new Map();
  const hits = [];
  const packed = new Map();
  const brotli = (body) => {
    if (!packed.has(body)) packed.set(body, brotliCompressSync(body));
    return packed.get(body);
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    const hit = { host: url.hostname, path: url.pathname, name: url.searchParams.get("n"), cookie: request.headers.cookie ?? "", bytes: 0 };
    hits.push(hit);
    const common = { "access-control-allow-origin": "*", "access-control-allow-headers": "*", "cache-control": "no-store" };
    if (url.hostname === "third.localhost") {
      const { type, body } = answerThird(url);
      return response.writeHead(200, { "content-type": type, ...common }).end(body);
    }
    const page = pages.get(url.pathname);
    if (!page) return response.writeHead(404, common).end();
    const body = brotli(page.body);
    hit.bytes = body.length;
    return response.writeHead(200, { "content-type": page.type ?? "text/html; charset=utf-8", "content-encoding": "br", "content-length": body.length,
      ...common, ...page.headers }).end(body);
  });
  server.on("upgrade", (request, socket) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    hits.push({ host: url.hostname, path: url.pathname, name: url.searchParams.get("n"), cookie: "", bytes: 0 });
    socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    pages,
    hits,
    site: `http://site.localhost:${port}`,
    third: `http://third.localhost:${port}`,
    forget: () => hits.splice(0),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers { version, openPage, stop }; openPage answers a puppeteer page in a fresh profile, whose close() ends that. */
export async function startBannerBrowser() {
  const browser = await puppeteer.launch({
    executablePath: process.env.CONSENTRY_BROWSER ?? BINARIES.chromium, headless: true, pipe: true,
    args: ["--no-sandbox", "--disable-blink-features=AutomationControlled", "--disable-features=Translate", "--lang=en"],
    ignoreDefaultArgs: ["--enable-automation"],
  });
  const version = (await browser.version()).replace(/^.*\//, "");
  async function openPage() {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setUserAgent({ userAgent: AGENT(version) });
    page.close = () => context.close();
    return page;
  }
  return { version, openPage, stop: () => browser.close() };
}

export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until what `expression` names is there and can be clicked; answers the middle of it. */
export async function middleOf(page, expression, { patienceMs = 15_000 } = {}) {
  const end = Date.now() + patienceMs;
  let last = "";
  while (Date.now() < end) {
    const found = await page.evaluate(`(() => { const element = ${expression}; if (!element) return null;
      const { x, y, width, height } = element.getBoundingClientRect();
      return width && height ? [x + width / 2, y + height / 2] : null })()`).catch(() => null);
    // Twice at one place: what slides in has come to rest.
    if (found && String(found) === last) return found;
    last = String(found);
    await wait(100);
  }
  throw new Error(`never there: ${expression}`);
}
