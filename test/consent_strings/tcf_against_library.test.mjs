// SPDX-License-Identifier: Apache-2.0
// TC strings as @iabtechlabtcf/core writes and reads them.
import { test } from "node:test";
import { Dice } from "./dice.mjs";
import { assertReadAs } from "./program.mjs";
import { tcfCase } from "./tcf_models.mjs";

const kModels = 10_000;
const kSeed = 20_260_301;

test(`${kModels} random TCF models are read as the IAB's library reads them`, () => {
  const dice = new Dice(kSeed);
  assertReadAs("tcf", Array.from({ length: kModels }, () => tcfCase(dice)));
});
