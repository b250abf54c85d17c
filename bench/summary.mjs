// SPDX-License-Identifier: Apache-2.0
// Medians, plain tables, and what was reached beside what was aimed at.

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// The median of each numeric member over several objects of one shape.
export function medians(runs) {
  return Object.fromEntries(Object.keys(runs[0]).filter((key) => typeof runs[0][key] === "number")
    .map((key) => [key, median(runs.map((run) => run[key]))]));
}

export function fixed(value, digits = 1) {
  return Number.isFinite(value) ? value.toFixed(digits) : "-";
}

// Rows of strings, the first one the heading; the first column stands left, the others right.
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const line = (row) => row.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join("  ");
  return [line(rows[0]), widths.map((width) => "-".repeat(width)).join("  "), ...rows.slice(1).map(line)].join("\n");
}

// Goals, each { what, most or least, reached, beside (text, optional), digits }: a table with a verdict a line.
export function goalTable(goals) {
  const line = ({ what, most, least, reached, beside = "", digits = 2 }) => {
    const kept = most === undefined ? reached >= least : reached <= most;
    return [what, most === undefined ? `>= ${least}` : `<= ${most}`, fixed(reached, digits), beside, Number.isFinite(reached) ? (kept ? "kept" : "MISSED") : "not measured"];
  };
  return table([["goal", "", "reached", "", ""], ...goals.map(line)]);
}
