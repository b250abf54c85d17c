// SPDX-License-Identifier: Apache-2.0
// GPP strings as @iabgpp/cmpapi writes and reads them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Dice } from "./dice.mjs";
import { assertReadAs } from "./program.mjs";
import { gppCase } from "./gpp_models.mjs";

const kModels = 10_000;
const kSeed = 20_260_302;

test(`${kModels} random GPP models are read as the IAB's library reads them`, () => {
  const dice = new Dice(kSeed);
  const cases = Array.from({ length: kModels }, () => gppCase(dice));
  const seen = new Set(cases.flatMap((one) => one.content.sections.map((section) => section.name)));
  assert.equal(seen.size, 24, "every section that the library knows occurs");
  assertReadAs("gpp", cases);
});
