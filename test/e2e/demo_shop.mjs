// SPDX-License-Identifier: Apache-2.0
// A shop to click through, with our tag in place, the consent server behind it and the lab's third parties
// around it. All of it answers under localhost, so that any browser on this machine can open it: a third
// party is reached at its real name with ".localhost" behind, which browsers resolve to this machine.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PORT = 8480;
const SUFFIX = ".localhost";
const START_MS = 30_000;
const SOURCES = join(dirname(fileURLToPath(import.meta.url)), "demo_shop");

// id, name, category, hosts, what it stores on the shop's domain, whether a placeholder stands in for it.
const SERVICES = [
  ["google-analytics", "Google Analytics", "statistics", ["www.googletagmanager.com", "www.google-analytics.com"], ["_ga", "_ga_*"]],
  ["hotjar", "Hotjar", "statistics", ["static.hotjar.com", "vc.hotjar.io"], ["_hj*"]],
  ["clarity", "Microsoft Clarity", "statistics", ["www.clarity.ms", "i.clarity.ms"], ["_clck", "_clsk"]],
  ["tellusa", "Tellusa", "statistics", ["js.tellusa.example", "in.tellusa.example"], ["tls.visitor", "tls_uid"]],
  ["meta", "Meta Pixel", "marketing", ["connect.facebook.net", "www.facebook.com"], ["_fbp", "_fbc"]],
  ["microsoft-ads", "Microsoft Advertising", "marketing", ["bat.bing.com"], ["_uetsid*", "_uetvid*"]],
  ["tiktok", "TikTok Pixel", "marketing", ["analytics.tiktok.com"], ["_ttp", "_tt_enable_cookie"]],
  ["linkedin", "LinkedIn Insight", "marketing", ["snap.licdn.com", "px.ads.linkedin.com"], ["li_fat_id", "li_giant"]],
  ["mirovante", "Mirovante", "marketing", ["cdn.mirovante.example", "hub.mirovante.example"], []],
  ["youtube", "YouTube", "media", ["www.youtube-nocookie.com"], [], true],
  ["map", "OpenStreetMap", "media", ["tile.openstreetmap.org"], [], true],
];

const PAGES = {
  "index.html": ["Tea from small gardens", "Sent the day it is packed. Eleven third parties stand on this page: make a choice, and see who hears of you."],
  "about.html": ["About us", "Two people, one kettle, forty tins. The same third parties stand on this page."],
  "privacy.html": ["Privacy", "This shop is fictional, and so are the companies that it plays. Nothing leaves your machine."],
};

function configuration(origin, port) {
  return {
    site: "demo-shop", owner: "Corner Shop", privacy: "/privacy.html", server: origin, autoblock: "strict", languages: ["en", "nl", "de", "fr"],
    categories: ["necessary", "statistics", "marketing", "media"],
    services: SERVICES.map(([id, name, category, hosts, stores, placeholder = false]) =>
      ({ id, name, category, stores, placeholder, hosts: hosts.map((host) => `${host}${SUFFIX}:${port}`) })),
  };
}

function run(program, words) {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`consentry ${words.join(" ")}: ${stderr}`);
  return stdout;
}

/** The shop's pages, and the site in a new data folder of the consent server. */
function prepare(program, folder, port) {
  const web = join(folder, "web");
  const data = join(folder, "data");
  mkdirSync(web, { recursive: true });
  const origin = `http://localhost:${port}`;
  const config = join(folder, "demo-shop.json");
  writeFileSync(config, JSON.stringify(configuration(origin, port), null, 1));
  run(program, ["site", "add", origin, "--config", config, "--origin", `http://127.0.0.1:${port}`, "--data", data]);
  const tag = run(program, ["site", "publish", "demo-shop", "--no-pictures", "--data", data]).trim();
  const template = readFileSync(join(SOURCES, "index.html"), "utf8");
  for (const [name, [title, lead]] of Object.entries(PAGES)) {
    const words = { TAG: tag, TITLE: title, LEAD: lead };
    writeFileSync(join(web, name), template.replaceAll(/\{\{([\w.-]+)\}\}/g, (_, key) => words[key] ?? `http://${key}${SUFFIX}:${port}`));
  }
  for (const name of ["shop.css", "seen.js"]) writeFileSync(join(web, name), readFileSync(join(SOURCES, name)));
  return { web, data };
}

async function startServer(program, { web, data }) {
  const child = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", data, "--web-root", web], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /ready on http:\S+:(\d+)/.exec(line)?.[1];
    if (!port) continue;
    clearTimeout(timer);
    child.stdout.resume();
    return { port: Number(port), stop };
  }
  throw new Error("the consent server did not start");
}

/** What third parties have received. */
function counter() {
  const hosts = new Map();
  let identifiers = 0;
  return {
    add(host, { url, headers }) {
      hosts.set(host, (hosts.get(host) ?? 0) + 1);
      // A cookie of theirs, or one of the shop's that is told in the address.
      if (headers.cookie || /[?&](cid|u|uid|id|vid|mid|fbp|auid|user)=[^&]{8,}/.test(url)) identifiers += 1;
    },
    forget() {
      hosts.clear();
      identifiers = 0;
    },
    json: () => JSON.stringify({ hosts: [...hosts].sort(), identifiers }),
  };
}

/** One port for everything: the shop by its own name, third parties by theirs. */
function startFront({ lab, ca, server, port, seen }) {
  const local = (text) => text.replaceAll(/https:\/\/([a-z0-9-]+(\.[a-z0-9-]+)+)/g, `http://$1${SUFFIX}:${port}`);
  const headersFor = (headers) => Object.fromEntries(Object.entries(headers)
    .filter(([name]) => !["transfer-encoding", "content-length", "strict-transport-security"].includes(name))
    .map(([name, value]) => [name, name === "set-cookie" ? value.map((each) => each.replace(/;\s*domain=[^;]*/i, "")) : value]));
  const pass = (upstream, request, response, change) => {
    upstream.on("response", (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts);
        const text = /javascript|html|css/.test(answer.headers["content-type"] ?? "");
        response.writeHead(answer.statusCode, headersFor(answer.headers));
        response.end(change && text ? local(body.toString("utf8")) : body);
      });
    });
    upstream.on("error", () => response.writeHead(502).end());
    request.pipe(upstream);
  };
  const front = createServer((request, response) => {
    const name = (request.headers.host ?? "").split(":")[0];
    const common = { host: "127.0.0.1", method: request.method, path: request.url };
    if (name.endsWith(SUFFIX)) {
      const host = name.slice(0, -SUFFIX.length);
      seen.add(host, request);
      const [address, labPort] = lab.split(":");
      const headers = { ...request.headers, host };
      delete headers["accept-encoding"];
      return pass(requestSecure({ ...common, host: address, port: labPort, servername: host, ca, headers }), request, response, true);
    }
    if (request.url === "/seen.json") {
      if (request.method === "DELETE") seen.forget();
      return response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(seen.json());
    }
    return pass(requestPlain({ ...common, port: server, headers: request.headers }), request, response, false);
  });
  return new Promise((resolve, reject) => {
    front.once("error", reject);
    front.listen(port, "127.0.0.1", () => resolve(front));
  });
}

/** Whether nobody listens there. */
const isFree = (port) => new Promise((resolve) => {
  const probe = createServer().once("error", () => resolve(false)).listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
});
const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

/** Serves until stopped: { address, stop() }. `lab` is "127.0.0.1:PORT", its files lie in `labDir`. */
export async function startDemoShop({ program, folder, lab, labDir }) {
  const port = (await isFree(PORT)) ? PORT : await freePort();
  const server = await startServer(program, prepare(program, folder, port));
  try {
    const ca = readFileSync(join(labDir, "ca.pem"));
    const front = await startFront({ lab, ca, server: server.port, port, seen: counter() });
    return {
      address: `http://localhost:${port}/`,
      async stop() {
        front.closeAllConnections();
        await new Promise((resolve) => front.close(resolve));
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
