// SPDX-License-Identifier: Apache-2.0
// Random consent models, encoded by the IAB's own library for TCF 2.3, each with what that library
// reads back from the string.
import { GVL, PurposeRestriction, Segment, TCModel, TCString } from "@iabtechlabtcf/core";
import { setOf } from "./dice.mjs";

const purposes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const declared = (ids) => Object.fromEntries(ids.map((id) => [id, { id, name: `${id}`, description: "", illustrations: [] }]));

// Ids with runs, gaps and one far off, so that both encodings of vendors are shorter at times.
const vendorIds = [
  ...Array.from({ length: 40 }, (_, i) => i + 1),
  ...Array.from({ length: 20 }, (_, i) => 100 + 3 * i),
  755, 793, 1111, 1449, 1450,
];

function vendorOf(id) {
  const consent = purposes.filter((purpose) => (purpose + id) % 3 !== 0);
  const interest = purposes.filter((purpose) => ![1, 3, 4, 5, 6].includes(purpose) && !consent.includes(purpose));
  const flexible = [2, 7, 8, 9, 10, 11];
  return {
    id, name: `Vendor ${id}`, purposes: consent, legIntPurposes: interest, flexiblePurposes: flexible,
    specialPurposes: [1], features: [], specialFeatures: [1], policyUrl: "https://vendor.example/privacy",
  };
}

const vendorList = new GVL({
  gvlSpecificationVersion: 3, vendorListVersion: 143, tcfPolicyVersion: 5, lastUpdated: "2026-01-15T16:00:00Z",
  purposes: declared(purposes), specialPurposes: declared([1, 2, 3]), features: declared([1, 2, 3]),
  specialFeatures: declared([1, 2]), stacks: {}, dataCategories: {},
  vendors: Object.fromEntries(vendorIds.map((id) => [id, vendorOf(id)])),
});

const letter = (dice) => String.fromCharCode(65 + dice.number(0, 25));

function addRestrictions(dice, model) {
  for (let left = dice.pick([0, 0, 1, 3]); left > 0; --left) {
    const restriction = new PurposeRestriction(dice.number(2, 11), dice.number(0, 2));
    for (const vendor of dice.some(vendorIds)) model.publisherRestrictions.add(vendor, restriction);
  }
}

function randomModel(dice, disclosedIsWritten) {
  const model = new TCModel(vendorList);
  model.cmpId = dice.number(2, 4095);
  model.cmpVersion = dice.number(2, 4095);
  model.consentScreen = dice.number(0, 63);
  model.publisherCountryCode = letter(dice) + letter(dice);
  model.isServiceSpecific = true;
  model.useNonStandardTexts = dice.chance(0.2);
  model.purposeOneTreatment = dice.chance(0.2);
  model.specialFeatureOptins.set(dice.some([1, 2, 12]));
  model.purposeConsents.set(dice.some(purposes));
  model.purposeLegitimateInterests.set(dice.some([2, 7, 8, 9, 10, 11]));
  const disclosed = dice.some(vendorIds);
  model.vendorsDisclosed.set(disclosed);
  model.vendorConsents.set(dice.some(disclosed));
  model.vendorLegitimateInterests.set(dice.some(disclosed));
  model.vendorsAllowed.set(dice.some(vendorIds));
  addRestrictions(dice, model);
  model.numCustomPurposes = dice.pick([0, 0, 1, 7, 63]);
  const custom = Array.from({ length: model.numCustomPurposes }, (_, i) => i + 1);
  model.publisherConsents.set(dice.some(purposes));
  model.publisherLegitimateInterests.set(dice.some([2, 7, 24]));
  model.publisherCustomConsents.set(dice.some(custom));
  model.publisherCustomLegitimateInterests.set(dice.some(custom));
  // Strings made since March 2026 need the disclosed vendors.
  const latest = Date.UTC(disclosedIsWritten ? 2030 : 2026, 1, 1) / 100;
  const created = dice.number(Date.UTC(2020, 7, 15) / 100, latest);
  model.created = new Date(created * 100);
  model.lastUpdated = new Date((created + dice.pick([0, 1, 864_000])) * 100);
  return model;
}

function idsIn(vector) {
  const ids = [];
  vector.forEach((value, id) => value && ids.push(id));
  return ids;
}

function restrictionsIn(vector) {
  return vector.getRestrictions().map((restriction) => ({
    purpose: restriction.purposeId,
    type: restriction.restrictionType,
    vendors: setOf(vector.getVendors(restriction)),
  }));
}

// What the program's JSON must say of a model that the library has read.
function contentOf(model, segments) {
  return {
    version: model.version,
    created: model.created.toISOString(),
    updated: model.lastUpdated.toISOString(),
    cmpId: model.cmpId,
    cmpVersion: model.cmpVersion,
    consentScreen: model.consentScreen,
    consentLanguage: model.consentLanguage,
    vendorListVersion: model.vendorListVersion,
    policyVersion: model.policyVersion,
    useNonStandardTexts: model.useNonStandardTexts,
    publisherRestrictions: restrictionsIn(model.publisherRestrictions),
    vendorsDisclosed: segments.includes(Segment.VENDORS_DISCLOSED) ? setOf(idsIn(model.vendorsDisclosed)) : null,
    publisher: segments.includes(Segment.PUBLISHER_TC)
      ? {
          consents: idsIn(model.publisherConsents),
          legitimateInterests: idsIn(model.publisherLegitimateInterests),
          numCustomPurposes: model.numCustomPurposes,
          customConsents: idsIn(model.publisherCustomConsents),
          customLegitimateInterests: idsIn(model.publisherCustomLegitimateInterests),
        }
      : null,
    isServiceSpecific: model.isServiceSpecific,
    specialFeatureOptins: idsIn(model.specialFeatureOptins),
    purposeConsents: idsIn(model.purposeConsents),
    purposeLegitimateInterests: idsIn(model.purposeLegitimateInterests),
    purposeOneTreatment: model.purposeOneTreatment,
    publisherCountryCode: model.publisherCountryCode,
    vendorConsents: setOf(idsIn(model.vendorConsents)),
    vendorLegitimateInterests: setOf(idsIn(model.vendorLegitimateInterests)),
    vendorsAllowed: segments.includes(Segment.VENDORS_ALLOWED) ? setOf(idsIn(model.vendorsAllowed)) : null,
  };
}

// { string, content }: one model, encoded, and what must be read from it.
export function tcfCase(dice) {
  const others = [Segment.VENDORS_DISCLOSED, Segment.VENDORS_ALLOWED, Segment.PUBLISHER_TC];
  const segments = dice.chance(0.7)
    ? [Segment.CORE, Segment.VENDORS_DISCLOSED, Segment.PUBLISHER_TC]
    : [Segment.CORE, ...others.filter(() => dice.chance(0.5))];
  const model = randomModel(dice, segments.includes(Segment.VENDORS_DISCLOSED));
  const string = TCString.encode(model, { segments });
  return { string, content: contentOf(TCString.decode(string), segments) };
}
