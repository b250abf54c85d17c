// SPDX-License-Identifier: Apache-2.0
// A sample of banner_matrix.mjs: each language once, with themes, layouts and screens taking turns.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { faultsOf, sample, scanBanners } from "./banner_matrix.mjs";

const program = process.env.CONSENTRY_PROGRAM ?? join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "build/dev/consentry");

test("a scan finds nothing above 'info' on our own banner in any language of the Union", async () => {
  const wanted = sample();
  const sites = await scanBanners(program, wanted);
  assert.equal(sites.length, wanted.length);
  assert.deepEqual(faultsOf(sites), []);
  // Nothing found means nothing when nobody looked.
  for (const { url, findings } of sites) {
    for (const rule of ["UI-01", "UI-05", "UI-06", "UI-07"])
      assert.ok(findings.some((each) => each.rule === rule && each.verdict === "pass"), `${url} ${rule}`);
  }
});
