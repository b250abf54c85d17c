// SPDX-License-Identifier: Apache-2.0
// What a page view under a consent manager costs, measured inside the browser.
import { middleOf, wait } from "./banner_web.mjs";

export const PROFILES = {
  desktop: { width: 1280, height: 720, settleMs: 1200 },
  // A middling telephone on a poor network: 4x CPU slowdown, 150 ms, 1.6 Mbit/s down.
  mobile: { width: 390, height: 844, slowdown: 4, network: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 }, settleMs: 3000 },
};

async function openUnder(browser, { width, height, slowdown, network }) {
  const page = await browser.openPage();
  const session = await page.createCDPSession();
  await page.setViewport({ width, height, isMobile: false });
  if (network) {
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", network);
  }
  if (slowdown) await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return { page, session };
}

// Runs in the page from its start. A frame that is going to show the banner, or what follows a click, also
// gets a dot of its own, whose paint the browser times; Element Timing does not look into shadow roots.
function probe(find) {
  const seen = { banner: 0, shift: 0, clicked: 0, click: 0 };
  window.seenByProbe = seen;
  const observe = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
  const paintDot = (identifier) => {
    const dot = document.createElement("span");
    dot.style.cssText = "position:fixed;left:0;top:0";
    dot.textContent = ".";
    dot.setAttribute("elementtiming", identifier);
    document.body.append(dot);
  };
  observe("layout-shift", ({ value }) => { seen.shift += value; });
  observe("element", ({ identifier, renderTime }) => { seen[identifier] = renderTime; });
  const isShown = (element) => {
    if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    const inside = Math.max(0, Math.min(right, innerWidth) - Math.max(left, 0)) * Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0));
    return width * height > 0 && inside > (width * height) / 2;
  };
  const look = () => {
    if (!isShown(find())) return requestAnimationFrame(look);
    paintDot("banner");
  };
  requestAnimationFrame(look);
  // The first frame after the click's handlers. Event Timing tells of some managers' clicks only and of others' not.
  addEventListener("click", ({ timeStamp }) => {
    seen.clicked = timeStamp;
    requestAnimationFrame(() => paintDot("click"));
  }, { capture: true, once: true });
}

/**
 * One load, watched frame by frame, then one click on what `click` names, if it names anything.
 * Milliseconds since the navigation began: { firstPaint, banner (undefined without one) }; { shift }; { click }, from
 * the click to the next paint.
 */
export async function timedLoad(browser, profile, url, { banner, click }) {
  const { page } = await openUnder(browser, profile);
  try {
    await page.evaluateOnNewDocument(`(${probe})(() => ${banner ?? "null"})`);
    await page.goto(url, { waitUntil: "load" });
    if (banner) await page.waitForFunction("seenByProbe.banner > 0", { polling: 200, timeout: 15_000 });
    else await wait(profile.settleMs / 2);
    const firstPaint = await page.evaluate('performance.getEntriesByName("first-paint")[0].startTime');
    const before = await page.evaluate("seenByProbe");
    let duration;
    if (click) {
      // Nobody reads a banner faster, and one manager's buttons do nothing for a while.
      await wait(profile.settleMs / 2);
      const [x, y] = await middleOf(page, click);
      await page.mouse.click(x, y);
      await wait(profile.settleMs);
      const gone = `!(${banner})?.checkVisibility({ opacityProperty: true, visibilityProperty: true })`;
      await page.waitForFunction(gone, { polling: 200, timeout: 5_000 }).catch(() => { throw new Error("the click left the banner open"); });
      await page.waitForFunction("seenByProbe.click > 0", { polling: 200, timeout: 5_000 });
      duration = await page.evaluate("seenByProbe.click - seenByProbe.clicked");
    }
    return { firstPaint, banner: before.banner || undefined, shift: before.shift, click: duration };
  } finally {
    await page.close();
  }
}

/** One load up to its first paint: milliseconds since the navigation began. */
export async function paintedLoad(browser, profile, url) {
  const { page } = await openUnder(browser, profile);
  try {
    await page.goto(url, { waitUntil: "load" });
    return await page.evaluate(() => new Promise((resolve) => {
      const find = (list) => list.getEntries().forEach(({ name, startTime }) => name === "first-paint" && resolve(startTime));
      new PerformanceObserver(find).observe({ type: "paint", buffered: true });
    }));
  } finally {
    await page.close();
  }
}

/** One load that nothing watches: { script, all } milliseconds of the main thread's CPU, { heapKiB } after a collection. */
export async function countedLoad(browser, profile, url) {
  const { page, session } = await openUnder(browser, profile);
  try {
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(url, { waitUntil: "load" });
    await wait(profile.settleMs);
    const read = async () => Object.fromEntries((await session.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));
    const { ScriptDuration, V8CompileDuration, TaskDuration } = await read();
    await session.send("HeapProfiler.collectGarbage");
    const { JSHeapUsedSize } = await read();
    return { script: (ScriptDuration + V8CompileDuration) * 1000, all: TaskDuration * 1000, heapKiB: JSHeapUsedSize / 1024 };
  } finally {
    await page.close();
  }
}
