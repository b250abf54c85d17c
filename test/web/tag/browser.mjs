// SPDX-License-Identifier: Apache-2.0
// One headless browser over its pipe, fresh profile per page. Ends with the test that started it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAMS = ["/usr/lib/chromium/chromium-headless-shell", "/usr/lib/chromium/chromium"];
const LONGEST_WAIT_MS = 15_000;

/** `to`: where every host name leads; its certificates are taken as they are. */
export async function startBrowser({ to = "127.0.0.1" } = {}) {
  const program = process.env.CONSENTRY_BROWSER ?? PROGRAMS.find((path) => existsSync(path));
  const profile = mkdtempSync(join(tmpdir(), "tag-test-"));
  const child = spawn(
    program,
    ["--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
      "--disable-dev-shm-usage", `--host-resolver-rules=MAP * ${to}`,
      "--ignore-certificate-errors", `--user-data-dir=${profile}`],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const [, , , input, output] = child.stdio;
  const calls = new Map();
  const listeners = new Set();
  let last = 0;
  let rest = "";
  output.setEncoding("utf8");
  output.on("data", (chunk) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop();
    for (const message of messages.map((text) => JSON.parse(text))) {
      if (!message.id) for (const listener of [...listeners]) listener(message);
      const call = calls.get(message.id);
      calls.delete(message.id);
      if (message.error) call?.reject(new Error(message.error.message));
      else call?.resolve(message.result);
    }
  });

  function send(method, params = {}, sessionId) {
    const id = ++last;
    return new Promise((resolve, reject) => {
      calls.set(id, { resolve, reject });
      input.write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    });
  }

  function event(sessionId, method) {
    return new Promise((resolve, reject) => {
      const done = (act, value) => {
        clearTimeout(timer);
        listeners.delete(listener);
        act(value);
      };
      const timer = setTimeout(() => done(reject, new Error(`no ${method}`)), LONGEST_WAIT_MS);
      const listener = (message) => {
        if (message.sessionId === sessionId && message.method === method) done(resolve, message.params);
      };
      listeners.add(listener);
    });
  }

  async function openPage({ width = 1280, height = 720, scheme = "light", reducedMotion = false, before = "" } = {}) {
    const { browserContextId } = await send("Target.createBrowserContext");
    const { targetId } = await send("Target.createTarget", { url: "about:blank", browserContextId });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    const ask = (method, params) => send(method, params, sessionId);
    await Promise.all([
      ask("Page.enable"),
      ask("Runtime.enable"),
      ask("Emulation.setFocusEmulationEnabled", { enabled: true }),
      ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false }),
      ask("Emulation.setEmulatedMedia", { features: [
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: reducedMotion ? "reduce" : "no-preference" },
      ] }),
    ]);
    if (before) await ask("Page.addScriptToEvaluateOnNewDocument", { source: before });
    const exceptions = [];
    listeners.add(({ sessionId: from, method, params }) => {
      if (from === sessionId && method === "Runtime.exceptionThrown")
        exceptions.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    });
    const page = {
      exceptions,
      ask,
      async go(url) {
        const loaded = event(sessionId, "Page.loadEventFired");
        await ask("Page.navigate", { url });
        await loaded;
      },
      /** Resolves after the load that something else sets off. */
      nextLoad: () => event(sessionId, "Page.loadEventFired"),
      async evaluate(expression) {
        const text = typeof expression === "function" ? `(${expression})()` : expression;
        const { result, exceptionDetails } = await ask("Runtime.evaluate", { expression: text, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      },
      /** Waits, looking at the page's own clock, until the expression is true. */
      until: (expression) => page.evaluate(`new Promise((yes, no) => {
        const end = Date.now() + ${LONGEST_WAIT_MS};
        (function look() { let is; try { is = ${expression} } catch {}
          is ? yes(true) : Date.now() > end ? no(Error(${JSON.stringify("never: " + expression)})) : setTimeout(look, 10) })() })`),
      async press(key, shift = false) {
        const code = { Tab: 9, Enter: 13, Escape: 27, " ": 32 }[key];
        const text = { Enter: "\r", " ": " " }[key];
        const common = { key, code: key === " " ? "Space" : key, windowsVirtualKeyCode: code, modifiers: shift ? 8 : 0 };
        await ask("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", ...common, ...(text ? { text } : {}) });
        await ask("Input.dispatchKeyEvent", { type: "keyUp", ...common });
      },
      async screenshot() {
        const { data } = await ask("Page.captureScreenshot", { format: "png" });
        return Buffer.from(data, "base64");
      },
      /** Resolves after a frame, the page's own or another, has stopped loading. */
      nextStop: () => event(sessionId, "Page.frameStoppedLoading"),
      /** Runs an expression in the page's first frame, of whatever origin, apart from its scripts. */
      async evaluateInFrame(expression) {
        const { frameTree } = await ask("Page.getFrameTree");
        const { executionContextId } = await ask("Page.createIsolatedWorld", { frameId: frameTree.childFrames[0].frame.id });
        const { result, exceptionDetails } = await ask("Runtime.evaluate", { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      },
      close: () => send("Target.disposeBrowserContext", { browserContextId }),
    };
    return page;
  }

  async function stop() {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return { openPage, stop };
}

/** Clicks what the visitor sees inside our shadow root, by its label. */
export const clickLabel = (label) => `(() => {
  const all = [...document.querySelector("consentry-banner").shadowRoot.querySelectorAll("button")];
  const found = all.filter((each) => each.textContent === ${JSON.stringify(label)} || each.getAttribute("aria-label") === ${JSON.stringify(label)}).at(-1);
  found.click();
})()`;
export const shadow = `document.querySelector("consentry-banner").shadowRoot`;
