// SPDX-License-Identifier: Apache-2.0
// Random GPP strings, encoded by the IAB's own library, each with what that library reads back.
import { GppModel, RangeEntry } from "@iabgpp/cmpapi";
import { setOf } from "./dice.mjs";

const states = [
  "usca", "usva", "usco", "usut", "usct", "usfl", "usmt", "usor", "ustx", "usde", "usia", "usne", "usnh", "usnj",
  "ustn", "usmn", "usmd", "usin", "usky", "usri",
];
// In the order of their ids, which is the order in a string.
const sections = ["tcfeuv2", "tcfcav1", "uspv1", "usnat", ...states];

const idOf = (name) => [2, 5, 6, 7, ...states.map((_, i) => 8 + i)][sections.indexOf(name)];
const places = (bits) => bits.flatMap((bit, i) => (bit ? [i + 1] : []));
const letter = (dice) => String.fromCharCode(65 + dice.number(0, 25));
const bits = (dice, length, allowed) => {
  const set = new Set(dice.some(allowed));
  return Array.from({ length }, (_, i) => set.has(i + 1));
};
const upTo = (last) => Array.from({ length: last }, (_, i) => i + 1);

const purposes = upTo(11);
const vendorIds = [...upTo(40), ...upTo(20).map((i) => 100 + 3 * i), 755, 793, 1111, 1449, 1450];

const restrictions = (dice) =>
  Array.from({ length: dice.pick([0, 0, 1, 3]) }, (_, i) => new RangeEntry(i + 2, dice.number(0, 2), dice.some(vendorIds)));

function tcfCommon(dice) {
  const custom = dice.pick([0, 0, 1, 7, 63]);
  return {
    CmpId: dice.number(0, 4095),
    CmpVersion: dice.number(0, 4095),
    ConsentScreen: dice.number(0, 63),
    ConsentLanguage: letter(dice) + letter(dice),
    VendorListVersion: dice.number(0, 4095),
    UseNonStandardStacks: dice.chance(0.2),
    NumCustomPurposes: custom,
    custom: upTo(custom),
  };
}

function tcfEuFields(dice) {
  const { custom, ...fields } = tcfCommon(dice);
  const disclosed = dice.some(vendorIds);
  return {
    ...fields,
    PolicyVersion: dice.number(2, 5),
    IsServiceSpecific: true,
    SpecialFeatureOptins: bits(dice, 12, [1, 2]),
    PurposeConsents: bits(dice, 24, purposes),
    PurposeLegitimateInterests: bits(dice, 24, [2, 7, 8, 9, 10, 11]),
    PurposeOneTreatment: dice.chance(0.2),
    PublisherCountryCode: letter(dice) + letter(dice),
    VendorConsents: dice.some(disclosed),
    VendorLegitimateInterests: dice.some(disclosed),
    PublisherRestrictions: restrictions(dice),
    VendorsDisclosed: disclosed,
    PublisherConsents: bits(dice, 24, purposes),
    PublisherLegitimateInterests: bits(dice, 24, purposes),
    PublisherCustomConsents: bits(dice, custom.length, custom),
    PublisherCustomLegitimateInterests: bits(dice, custom.length, custom),
    Created: new Date(dice.number(Date.UTC(2020, 7, 15) / 100, Date.UTC(2030, 1, 1) / 100) * 100),
  };
}

function tcfCaFields(dice) {
  const { custom, ...fields } = tcfCommon(dice);
  const created = dice.number(Date.UTC(2020, 7, 15) / 100, Date.UTC(2030, 1, 1) / 100);
  return {
    ...fields,
    TcfPolicyVersion: dice.number(1, 5),
    SpecialFeatureExpressConsent: bits(dice, 12, [1, 2]),
    PurposesExpressConsent: bits(dice, 24, purposes),
    PurposesImpliedConsent: bits(dice, 24, purposes),
    VendorExpressConsent: dice.some(vendorIds),
    VendorImpliedConsent: dice.some(vendorIds),
    PubRestrictions: restrictions(dice),
    PubPurposesExpressConsent: bits(dice, 24, purposes),
    PubPurposesImpliedConsent: bits(dice, 24, purposes),
    CustomPurposesExpressConsent: bits(dice, custom.length, custom),
    CustomPurposesImpliedConsent: bits(dice, custom.length, custom),
    DisclosedVendors: dice.some(vendorIds),
    Created: new Date(created * 100),
    LastUpdated: new Date((created + dice.number(0, 864_000)) * 100),
  };
}

const usPrivacyFields = (dice) =>
  Object.fromEntries(["Notice", "OptOutSale", "LspaCovered"].map((field) => [field, dice.pick(["Y", "N", "-"])]));

// A US section's fields are those that the library itself has, each with a random value of its kind.
function usFields(dice, model, section) {
  const fields = {};
  for (const [name, value] of Object.entries(model.getSection(section))) {
    if (name.endsWith("SegmentType")) continue;
    if (name === "Version") {
      if (section === "usnat") fields[name] = dice.number(1, 2);
    } else if (name === "MspaVersion") continue;
    else if (typeof value === "boolean") fields[name] = dice.chance(0.5);
    else if (Array.isArray(value)) fields[name] = value.map(() => dice.number(0, 2));
    else fields[name] = dice.number(name === "MspaCoveredTransaction" ? 1 : 0, 2);
  }
  for (const segment of ["GpcSegmentIncluded", "SensitiveDataConsentSegmentIncluded"]) {
    if (model.getSection(section)[segment] !== undefined || dice.chance(0.5)) fields[segment] = dice.chance(0.5);
  }
  return fields;
}

const writers = { tcfeuv2: tcfEuFields, tcfcav1: tcfCaFields, uspv1: usPrivacyFields };

function fill(dice, model, section) {
  if (writers[section]) {
    for (const [field, value] of Object.entries(writers[section](dice))) model.setFieldValue(section, field, value);
    return;
  }
  model.setFieldValue(section, section === "usmd" || idOf(section) > 24 ? "MspaVersion" : "Version", 1);
  for (const [field, value] of Object.entries(usFields(dice, model, section))) {
    try {
      model.setFieldValue(section, field, value);
    } catch (error) {
      if (!field.endsWith("SegmentIncluded")) throw error; // not every section has both kinds of segment
    }
  }
}

const tcfHead = (read, policy) => ({
  version: read.Version,
  created: read.Created.toISOString(),
  updated: read.LastUpdated.toISOString(),
  cmpId: read.CmpId,
  cmpVersion: read.CmpVersion,
  consentScreen: read.ConsentScreen,
  consentLanguage: read.ConsentLanguage,
  vendorListVersion: read.VendorListVersion,
  policyVersion: policy,
  useNonStandardTexts: read.UseNonStandardStacks,
});

const restrictionsIn = (entries) =>
  entries.map((entry) => ({ purpose: entry.key, type: entry.type, vendors: setOf(entry.ids) }));

const readers = {
  tcfeuv2: (read) => ({
    ...tcfHead(read, read.PolicyVersion),
    publisherRestrictions: restrictionsIn(read.PublisherRestrictions),
    vendorsDisclosed: setOf(read.VendorsDisclosed),
    publisher: {
      consents: places(read.PublisherConsents),
      legitimateInterests: places(read.PublisherLegitimateInterests),
      numCustomPurposes: read.NumCustomPurposes,
      customConsents: places(read.PublisherCustomConsents),
      customLegitimateInterests: places(read.PublisherCustomLegitimateInterests),
    },
    isServiceSpecific: read.IsServiceSpecific,
    specialFeatureOptins: places(read.SpecialFeatureOptins),
    purposeConsents: places(read.PurposeConsents),
    purposeLegitimateInterests: places(read.PurposeLegitimateInterests),
    purposeOneTreatment: read.PurposeOneTreatment,
    publisherCountryCode: read.PublisherCountryCode,
    vendorConsents: setOf(read.VendorConsents),
    vendorLegitimateInterests: setOf(read.VendorLegitimateInterests),
    vendorsAllowed: null,
  }),
  tcfcav1: (read) => ({
    ...tcfHead(read, read.TcfPolicyVersion),
    publisherRestrictions: restrictionsIn(read.PubRestrictions),
    vendorsDisclosed: read.DisclosedVendors.length > 0 ? setOf(read.DisclosedVendors) : null,
    publisher: {
      consents: places(read.PubPurposesExpressConsent),
      legitimateInterests: places(read.PubPurposesImpliedConsent),
      numCustomPurposes: read.NumCustomPurposes,
      customConsents: places(read.CustomPurposesExpressConsent),
      customLegitimateInterests: places(read.CustomPurposesImpliedConsent),
    },
    specialFeatureExpressConsent: places(read.SpecialFeatureExpressConsent),
    purposesExpressConsent: places(read.PurposesExpressConsent),
    purposesImpliedConsent: places(read.PurposesImpliedConsent),
    vendorExpressConsent: setOf(read.VendorExpressConsent),
    vendorImpliedConsent: setOf(read.VendorImpliedConsent),
  }),
  uspv1: (read) => ({ notice: read.Notice, optOutSale: read.OptOutSale, lspaCovered: read.LspaCovered }),
};

function usContent(model, section, text) {
  const content = {};
  const hasSecond = text.includes(".");
  for (const [field, value] of Object.entries(model.getSection(section))) {
    if (field.includes("Segment")) continue;
    const inSecond = field === "Gpc" || (idOf(section) > 24 && field === "SensitiveDataProcessing");
    if (hasSecond || !inSecond) content[field] = model.getFieldValue(section, field);
  }
  return content;
}

// { string, content }: one string of some sections, and what must be read from it.
export function gppCase(dice) {
  const model = new GppModel();
  const wanted = dice.chance(0.05) ? sections : sections.filter(() => dice.chance(dice.pick([0.05, 0.2])));
  for (const section of wanted) fill(dice, model, section);
  const string = model.encode();
  const read = new GppModel(string);
  const texts = string.split("~").slice(1);
  return {
    string,
    content: {
      version: 1,
      sectionIds: read.getSectionIds(),
      sections: wanted.map((name, i) => ({
        id: idOf(name),
        name,
        string: texts[i],
        content: readers[name] ? readers[name](read.getSection(name)) : usContent(read, name, texts[i]),
      })),
    },
  };
}
