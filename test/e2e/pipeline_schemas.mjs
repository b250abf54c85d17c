// SPDX-License-Identifier: Apache-2.0
// What GitHub and GitLab themselves accept as a pipeline, by what they publish: GitHub's own parser of
// workflows, and the schema of GitLab's editor as gitlab-ci-local carries it. For tests only.
import Ajv from "ajv";
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

let parser;
// The package imports JSON in a way that Node.js itself does not allow, so it is bundled.
async function workflowParser() {
  if (parser) return parser;
  const bundle = await build({
    stdin: { contents: 'export { convertWorkflowTemplate, parseWorkflow } from "@actions/workflow-parser";', resolveDir: root },
    bundle: true, write: false, format: "cjs", platform: "node", logLevel: "error",
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", bundle.outputFiles[0].text)(module, module.exports, createRequire(import.meta.url));
  parser = module.exports;
  return parser;
}

// Faults of a workflow's text, each a sentence; none means that GitHub would take it.
export async function workflowFaults(content) {
  const { convertWorkflowTemplate, parseWorkflow } = await workflowParser();
  const silent = { info() {}, verbose() {}, error() {} };
  const { context, value } = parseWorkflow({ name: "consent.yml", content }, silent);
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map((error) => error.message);
}

// The literal that begins at `start` of a script, with its braces closed; strings hold none that count.
function objectLiteral(script, start) {
  const piece = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[{}]/gs;
  piece.lastIndex = start;
  let open = 0;
  for (let found = piece.exec(script); found; found = piece.exec(script)) {
    if (found[0] === "{") ++open;
    if (found[0] === "}" && --open === 0) return script.slice(start, piece.lastIndex);
  }
  throw new Error("the object has no end");
}

function gitlabSchema() {
  const script = readFileSync(join(root, "node_modules/gitlab-ci-local/dist/index.js"), "utf8");
  const start = script.indexOf('{$schema:"http://json-schema.org/draft-07/schema#",$id:"https://gitlab.com/.gitlab-ci.yml"');
  if (start < 0) throw new Error("gitlab-ci-local carries GitLab's schema in another way than before");
  return JSON.parse(runInNewContext(`JSON.stringify(${objectLiteral(script, start)})`));
}

let gitlab;
// Faults of a .gitlab-ci.yml; none means that GitLab's editor would show none.
export function gitlabFaults(content) {
  gitlab ??= new Ajv({ unknownFormats: "ignore", logger: false }).compile(gitlabSchema());
  return gitlab(parse(content)) ? [] : gitlab.errors.map((error) => `${error.dataPath} ${error.message}`);
}
