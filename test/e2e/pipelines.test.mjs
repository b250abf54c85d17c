// SPDX-License-Identifier: Apache-2.0
// The examples of docs/pipelines.md, taken out of the document: GitHub and GitLab would accept them, and
// their commands, run as they stand on a site of the lab, make the files that their later steps take.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse, parseDocument } from "yaml";
import { startLab } from "./lab_process.mjs";
import { gitlabFaults, workflowFaults } from "./pipeline_schemas.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "consentry-pipelines-"));
const text = readFileSync(join(root, "docs/pipelines.md"), "utf8");
const PLACE = "consentry/build/release/consentry"; // where `./dev build` puts the program

// The fenced blocks below a heading, in order.
function blocks(heading, language) {
  const begin = text.indexOf(`\n## ${heading}\n`);
  assert.ok(begin >= 0, `docs/pipelines.md has no "${heading}"`);
  const end = text.indexOf("\n## ", begin + 1);
  const section = text.slice(begin, end < 0 ? undefined : end);
  return [...section.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map((match) => match[1]);
}

const [workflow] = blocks("GitHub Actions", "yaml");
const [pipeline] = blocks("GitLab CI", "yaml");
const [budgetStep, budgetScript] = blocks("Fail on anything new", "yaml");
const [budgetBegin] = blocks("Fail on anything new", "");
const [comparing] = blocks("What changed since last time", "");

const scans = (command) => /\bconsentry scan\b/.test(command);
const stepsOf = (content) => parse(content).jobs.scan.steps;
const scriptOf = (content) => parse(content).consent;

// Both with what the section about budgets puts in place of it.
function workflowWithBudget() {
  const document = parseDocument(workflow);
  const steps = document.getIn(["jobs", "scan", "steps"]);
  const at = steps.items.findIndex((step) => scans(String(step.get("run") ?? "")));
  const [step] = parse(budgetStep);
  steps.set(at, document.createNode(step));
  return document.toString();
}
function pipelineWithBudget() {
  const document = parseDocument(pipeline);
  document.setIn(["consent", "script"], document.createNode(parse(budgetScript).script));
  return document.toString();
}

let lab;
let urls;

// A checkout in which the program lies where the examples have built it; there every name leads to the
// lab, as on a machine that the internet does.
function checkout(name, sites) {
  const place = join(folder, name);
  mkdirSync(join(place, dirname(PLACE)), { recursive: true });
  writeFileSync(join(place, PLACE),
    `#!/bin/sh\nexec '${program}' "$@" --connect-to ${lab.address} --ca '${folder}/lab/ca.pem' --dns-answers '${folder}/lab/names.txt'\n`,
    { mode: 0o755 });
  writeFileSync(join(place, "sites.txt"), sites.map((site) => `${site}\n`).join(""));
  return place;
}

// GitHub gives a step to `sh -e` in a container, GitLab all lines of a script to one shell.
function shell(place, lines, environment = {}) {
  const ended = spawnSync("sh", ["-e"], {
    cwd: place, encoding: "utf8", input: `${lines.join("\n")}\n`, env: { ...process.env, ...environment },
  });
  assert.notEqual(ended.status, 2, `wrong usage: ${ended.stderr}`);
  return ended;
}
const inPath = (place) => ({ PATH: `${join(place, dirname(PLACE))}:${process.env.PATH}` });

function assertSarif(file) {
  const sarif = JSON.parse(readFileSync(file, "utf8"));
  assert.equal(sarif.version, "2.1.0");
  assert.equal(sarif.runs[0].tool.driver.name, "Consentry");
  return sarif;
}
function assertJunit(file) {
  const junit = readFileSync(file, "utf8");
  assert.match(junit, /^<\?xml[^>]*\?>\s*<testsuites[ >]/);
  assert.match(junit, /<testcase /);
  return junit;
}

// What the steps after the scan take of its files; `kinds` says how to look at a file of theirs.
function assertTaken(place, taken) {
  for (const [path, look] of taken) {
    assert.ok(existsSync(join(place, path)), `${path} is taken and was not made`);
    look?.(join(place, path));
  }
}
function takenOnGithub(steps) {
  const upload = steps.find((step) => step.uses?.startsWith("github/codeql-action/upload-sarif"));
  const artifact = steps.find((step) => step.uses?.startsWith("actions/upload-artifact"));
  assert.match(upload.if, new RegExp(`hashFiles\\('${upload.with.sarif_file}'\\) != ''`));
  return [[upload.with.sarif_file, assertSarif], [artifact.with.path]];
}
function takenOnGitlab(job) {
  return [[job.artifacts.reports.junit, assertJunit], ...job.artifacts.paths.map((path) => [path])];
}

before(async () => {
  lab = await startLab({ program, dir: join(folder, "lab"), sites: 2, seed: 1 });
  urls = readFileSync(join(folder, "lab/sites.txt"), "utf8").trim().split("\n");
});
after(async () => {
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("GitHub and GitLab would accept the examples, also with a budget", async () => {
  assert.deepEqual(await workflowFaults(workflow), []);
  assert.deepEqual(await workflowFaults(workflowWithBudget()), []);
  assert.deepEqual(gitlabFaults(pipeline), []);
  assert.deepEqual(gitlabFaults(pipelineWithBudget()), []);
});

test("a key that they do not know is told", async () => {
  assert.notDeepEqual(await workflowFaults(workflow.replace("runs-on", "runs_on")), []);
  assert.notDeepEqual(await workflowFaults(workflow.replace("working-directory", "directory")), []);
  assert.notDeepEqual(gitlabFaults(pipeline.replace("before_script", "before-script")), []);
  assert.notDeepEqual(gitlabFaults(pipeline.replace("junit:", "xunit:")), []);
});

test("what is checked out and built is what the later steps run", () => {
  const steps = stepsOf(workflow);
  const built = steps.find((step) => step.run?.includes("./dev "));
  const checkedOut = steps.filter((step) => step.uses?.startsWith("actions/checkout")).map((step) => step.with?.path ?? ".");
  assert.ok(checkedOut.includes(built["working-directory"]));
  assert.ok(PLACE.startsWith(`${built["working-directory"]}/`));
  const commands = [...steps.map((step) => step.run ?? ""), ...scriptOf(pipeline).before_script];
  const verbs = commands.flatMap((command) => [...command.matchAll(/\.\/dev ([a-z]+)([^)\n]*)/g)]);
  assert.equal(verbs.length, 2);
  for (const [whole, verb, options] of verbs) {
    const ended = spawnSync(join(root, "dev"), [verb, "--help"], { encoding: "utf8" });
    assert.equal(ended.status, 0, `${whole}: ${ended.stderr}`);
    assert.equal(options.trim(), "");
  }
  assert.match(readFileSync(join(root, "dev"), "utf8"), /say "build\/release\/consentry is ready"/);
});

test("GitHub: the scan makes what is uploaded, and its status fails the job", () => {
  const steps = stepsOf(workflow);
  const command = steps.find((step) => scans(step.run ?? "")).run;
  assert.ok(command.startsWith(`${PLACE} scan `));
  const clean = checkout("github", [urls[0]]);
  assert.equal(shell(clean, [command]).status, 0);
  assertTaken(clean, takenOnGithub(steps));
  const wrong = checkout("github-wrong", urls);
  assert.equal(shell(wrong, [command]).status, 1);
  assertTaken(wrong, takenOnGithub(steps));
  assert.ok(assertSarif(join(wrong, "report/report.sarif")).runs[0].results.some((result) => result.level === "error"));
});

test("GitLab: the script makes the reports that are taken", () => {
  const job = scriptOf(pipeline);
  const place = checkout("gitlab", [urls[0]]);
  const ended = shell(place, job.script);
  assert.equal(ended.status, 0, ended.stderr);
  assertTaken(place, takenOnGitlab(job));
  const report = JSON.parse(readFileSync(join(place, "report/report.json"), "utf8"));
  assert.equal(report.sites[0].status, "measured");
});

test("a budget is begun, kept, and fails on what is new", () => {
  const begun = checkout("budget", [urls[0]]);
  const [write, keep] = budgetBegin.trim().split("\n");
  assert.equal(shell(begun, [write], inPath(begun)).status, 0);
  const [, file] = /^git add (\S+)$/.exec(keep);
  assert.ok(existsSync(join(begun, file)));

  const [step] = parse(budgetStep);
  const { script } = parse(budgetScript);
  const within = checkout("budget-kept", [urls[0]]);
  cpSync(join(begun, file), join(within, file));
  assert.equal(shell(within, [step.run]).status, 0);
  assertTaken(within, takenOnGithub(stepsOf(workflow)));

  // The other site has all that the budget does not know of; in a merge request only that fails.
  for (const [name, lines, environment, taken] of [
    ["budget-github", [step.run], {}, takenOnGithub(stepsOf(workflow))],
    ["budget-gitlab", script, { CI_MERGE_REQUEST_IID: "7" }, takenOnGitlab(scriptOf(pipeline))],
  ]) {
    const beyond = checkout(name, [urls[1]]);
    cpSync(join(begun, file), join(beyond, file));
    assert.equal(shell(beyond, lines, environment).status, 1, name);
    assertTaken(beyond, taken);
  }
  const results = assertSarif(join(folder, "budget-github/report/report.sarif")).runs[0].results;
  assert.ok(results.some((result) => result.ruleId === "BUDGET"));
  assert.match(assertJunit(join(folder, "budget-gitlab/report/report.junit.xml")), /name="BUDGET before[:"]/);
});

test("a comparison with the last scan is printed and written", () => {
  const place = checkout("compare", [urls[0]]);
  cpSync(join(folder, "github/report"), join(place, "last"), { recursive: true });
  assert.equal(shell(place, comparing.trim().split("\n"), inPath(place)).status, 0);
  assert.ok(existsSync(join(place, "report/comparison.json")));
  assert.match(text, /`report\/comparison\.json`/);
});
