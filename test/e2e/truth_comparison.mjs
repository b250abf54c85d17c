// SPDX-License-Identifier: Apache-2.0
// Holds a report.json against a truth.json over (site, rule) pairs. A rule counts as found on a site
// when one of its findings there is a breach, a likely breach or a risk. A pair that the truth neither
// demands nor forbids is counted apart and judged by nobody.

const LEVELS = ["breach", "likely-breach", "risk"];

// The highest level at which each rule was found: Map rule -> index into LEVELS.
function foundRules(site) {
  const found = new Map();
  for (const { rule, verdict } of site?.findings ?? []) {
    const level = LEVELS.indexOf(verdict);
    if (level >= 0) found.set(rule, Math.min(level, found.get(rule) ?? level));
  }
  return found;
}

function ratio(part, whole) {
  return whole === 0 ? 1 : part / whole;
}

function emptyRow() {
  return { demanded: 0, hit: 0, missed: 0, wrong: 0, unstated: 0 };
}

function withRatios(row) {
  return { ...row, precision: ratio(row.hit, row.hit + row.wrong), recall: ratio(row.hit, row.demanded) };
}

// What the truth says of phases that only some scans measure, joined to the rest where this one did.
function withAsked(site, report) {
  const phases = Object.entries(site.if_asked ?? {}).filter(([phase]) => report.settings?.phases?.includes(phase));
  const joined = (list) => [...site[list], ...phases.flatMap(([, asked]) => asked[list])];
  return { ...site, must_find: joined("must_find"), must_not_find: joined("must_not_find") };
}

// {rules: Map rule -> row, all: row, levels: {breach: row, ...}, missing: [pair], wrong: [pair], unscanned: [url]}
// where a row has demanded, hit, missed, wrong, unstated, precision and recall.
export function compare(truth, report) {
  const reported = new Map(report.sites.map((site) => [new URL(site.url).href, site]));
  const rules = new Map();
  const all = emptyRow();
  const levels = Object.fromEntries(LEVELS.map((level) => [level, emptyRow()]));
  const result = { missing: [], wrong: [], unscanned: [] };
  const count = (rule, key) => {
    if (!rules.has(rule)) rules.set(rule, emptyRow());
    rules.get(rule)[key] += 1;
    all[key] += 1;
  };
  for (const site of truth.sites.map((each) => withAsked(each, report))) {
    const seen = reported.get(new URL(site.url).href);
    if (!seen || seen.status === "not-measured") result.unscanned.push(site.url);
    const found = foundRules(seen);
    for (const rule of site.must_find) {
      count(rule, "demanded");
      count(rule, found.has(rule) ? "hit" : "missed");
      if (!found.has(rule)) result.missing.push({ url: site.url, rule });
    }
    for (const [rule, level] of found) {
      const kind = site.must_find.includes(rule) ? "hit" : site.must_not_find.includes(rule) ? "wrong" : "unstated";
      levels[LEVELS[level]][kind] += 1;
      if (kind === "hit") continue;
      count(rule, kind);
      if (kind === "wrong") result.wrong.push({ url: site.url, rule, verdict: LEVELS[level] });
    }
  }
  result.rules = new Map([...rules].sort(([a], [b]) => a.localeCompare(b)).map(([rule, row]) => [rule, withRatios(row)]));
  result.all = withRatios(all);
  result.levels = Object.fromEntries(LEVELS.map((level) => {
    const { hit, wrong, unstated } = levels[level];
    return [level, { hit, wrong, unstated, precision: ratio(hit, hit + wrong) }];
  }));
  return result;
}

// What the lab's advertising network knows about itself beside what the report's company table tells
// from outside: rows of {what, inside, outside}; null when the truth tells of no network.
export function compareNetwork(truth, report) {
  const network = truth.network;
  if (!network) return null;
  const seen = report.companies?.find(({ domains }) => domains.includes(network.domain));
  const sitesIn = (phase) => network.sites.filter(({ phases }) => phases.includes(phase)).length;
  return [
    { what: "sites with its script", inside: network.sites_with_script, outside: seen?.sites ?? 0 },
    { what: "sites before a choice", inside: sitesIn("before"), outside: seen?.sites_before_choice ?? 0 },
    { what: "sites after refusal", inside: sitesIn("refuse"), outside: seen?.sites_after_refusal ?? 0 },
    { what: "sites after withdrawal", inside: sitesIn("withdraw"), outside: seen?.sites_after_withdrawal ?? 0 },
    { what: "follows visitors by", inside: network.cookie,
      outside: seen?.follows && seen.identifier_names.includes(network.cookie) ? network.cookie : "-" },
  ];
}

export function tellsTheSame(network) {
  return network === null || network.every(({ inside, outside }) => inside === outside);
}

export function describeNetwork(truth, network) {
  if (network === null) return [];
  return ["", `${truth.network.domain} as it knows itself, and as seen from outside`,
    ...network.map(({ what, inside, outside }) =>
      `${what.padEnd(24)}${String(inside).padStart(10)}${String(outside).padStart(10)}${inside === outside ? "" : "  differs"}`)];
}

// What the project promises: no false breach, and at most one demanded pair in a hundred missed.
export function isGoodEnough(result) {
  return result.all.demanded > 0 && result.levels.breach.precision === 1 && result.all.recall >= 0.99;
}

function percent(value) {
  // Never rounded up to 100.
  return `${(Math.floor(value * 1000) / 10).toFixed(1)} %`;
}

const WIDTHS = [14, 10, 7, 8, 7, 10, 11, 9];

function line(cells) {
  return cells.map((cell, i) => (i === 0 ? String(cell).padEnd(WIDTHS[0]) : String(cell).padStart(WIDTHS[i]))).join("");
}

function rowCells(name, row) {
  return [name, row.demanded, row.hit, row.missed, row.wrong, row.unstated, percent(row.precision), percent(row.recall)];
}

// The comparison for a reader, as lines.
export function describe(result, maxPairs = 20) {
  const lines = [line(["rule", "must find", "found", "missed", "false", "unstated", "precision", "recall"])];
  for (const [rule, row] of result.rules) lines.push(line(rowCells(rule, row)));
  lines.push(line(rowCells("all", result.all)), "");
  for (const [level, row] of Object.entries(result.levels)) {
    lines.push(`${level}: ${row.hit} right, ${row.wrong} false, precision ${percent(row.precision)}` +
      (row.unstated > 0 ? `, ${row.unstated} of which the truth says nothing` : ""));
  }
  const pairs = [
    ...result.unscanned.map((url) => `not measured  ${url}`),
    ...result.wrong.map(({ url, rule, verdict }) => `false         ${rule} ${verdict}  ${url}`),
    ...result.missing.map(({ url, rule }) => `missed        ${rule}  ${url}`),
  ];
  if (pairs.length > 0) lines.push("", ...pairs.slice(0, maxPairs));
  if (pairs.length > maxPairs) lines.push(`and ${pairs.length - maxPairs} more`);
  return lines;
}
