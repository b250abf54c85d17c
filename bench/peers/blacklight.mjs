// SPDX-License-Identifier: Apache-2.0
// node blacklight.mjs WRAPPER OUT URL: one site by @themarkup/blacklight-collector as it comes, but for
// one page instead of three (ours looks at one too) and the given browser.
import { createRequire } from "node:module";

const { collect } = createRequire(import.meta.url)("@themarkup/blacklight-collector");
const [wrapper, outDir, url] = process.argv.slice(2);
const result = await collect(url, {
  outDir,
  numPages: 1,
  headless: true,
  puppeteerExecutablePath: wrapper,
  extraChromiumArgs: ["--no-sandbox", "--disable-features=TrackingProtection3pcd"],
});
if (result.status === "failed") {
  console.error(result.page_response);
  process.exitCode = 1;
}
