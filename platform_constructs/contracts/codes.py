"""
What each code of this room means; `paved explain CODE` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping

from platform_constructs.contracts.compare.codes import CODES as COMPARE_CODES

__all__ = ["CODES"]

CODES: Mapping[str, str] = {
    "CON-001": (
        "The file is neither YAML nor JSON: a quote or bracket is missing, the indentation is off, a character such as "
        "NUL stands in it, or a number is beyond what any reader can hold. Open the line that is named."
    ),
    "CON-002": (
        "The contract, alone or with the files it refers to, is larger than 6 MB. API Gateway imports no larger "
        "document. Leave long examples out, or split the contract along its resources."
    ),
    "CON-003": (
        "The document is nested deeper than 100 levels, or holds more than 150,000 values or 6 MB of text once YAML "
        "aliases are followed, in all its files together. Contracts are far below; a file above is a mistake or "
        "an attack (the `billion laughs`). Use $ref in place of aliases, and move inner parts to components."
    ),
    "CON-004": (
        "A mapping says one key twice. Most readers silently keep the last one, so that two people see two "
        "contracts. Keep one of the two."
    ),
    "CON-005": (
        "The document uses a feature of YAML that JSON does not have: a tag, a merge key `<<`, a key that is no text, "
        "an alias inside what it repeats, or a second document in the file. OpenAPI documents are to be read alike as "
        "YAML and as JSON. Plain aliases are fine."
    ),
    "CON-006": (
        "The file is readable but is no OpenAPI document: it is no mapping, or does not say `openapi`. Check that the "
        "declaration names the right file."
    ),
    "CON-007": (
        "The contract is written in Swagger 2.0, which describes bodies, media types and security in another way. "
        "Convert it once with a tool such as swagger2openapi, review the result and keep that."
    ),
    "CON-008": (
        "Only OpenAPI 3.0.x and 3.1.x can be read. The version must be a quoted or three-part text such as 3.1.0; "
        "`openapi: 3.1` is a number in YAML."
    ),
    "CON-009": (
        "A part of the contract has another shape than OpenAPI gives it, such as a list where a mapping is expected or "
        "a number where a text is. Texts that look like numbers need quotes in YAML: `version: '1.10'`."
    ),
    "CON-010": (
        "OpenAPI knows no such key at this place. It is often a misspelling, and what is misspelt is silently lost: "
        "`secuirty` would leave an operation without the security its author wrote. Extensions start with `x-`."
    ),
    "CON-011": (
        "Something is missing that OpenAPI requires and that we rely on, such as the title and version of the API, or "
        "the content of a request body."
    ),
    "CON-012": (
        "A $ref leads to a URL. A build reads no network: the answer could change between review and deployment. Copy "
        "what you need into the contract's folder."
    ),
    "CON-013": (
        "A $ref leads out of the contract's folder, with an absolute path or with `..`. A contract is what its folder "
        "holds, so that its owner, its reviewers and its history are those of that folder. Copy the file into it."
    ),
    "CON-014": (
        "A $ref leads to a file that is not there, is a folder, is no UTF-8 text, or is one of more than 100 files. "
        "Paths are relative to the file that holds the $ref."
    ),
    "CON-015": (
        "A $ref leads to nothing: the file has no such part. Check spelling and case; `/` in a name is written `~1`. "
        "Anchors such as `#order` are not followed."
    ),
    "CON-016": (
        "References go round in a circle without ever defining anything, such as A that is B that is A, or a schema "
        "that is one of its own allOf branches. A schema that occurs inside its own properties is fine."
    ),
    "CON-017": "The contract has no operations, so there would be nothing to build. Declare some under `paths`.",
    "CON-018": (
        "An operation has no operationId. Declarations, waivers, alarms and the catalogue name operations by it, so it "
        "is part of your interface: pick a verb and a noun, such as `createOrder`, and keep it."
    ),
    "CON-019": "Two operations have the same operationId. Everything that is said about one of them would hit both.",
    "CON-020": (
        "An operationId becomes part of names in AWS, of resources' names in Terraform and of lines in reports. It "
        "starts with a letter and has up to 128 letters, digits and the characters . _ and the hyphen."
    ),
    "CON-021": "Every key under `paths` starts with a slash; it is appended to the server's base path as it is.",
    "CON-022": (
        "The variables in a path and its parameters with `in: path` do not match: each variable needs one parameter of "
        "exactly its name, once, and each path parameter stands in the path."
    ),
    "CON-023": (
        "A list of parameters says one parameter twice. A parameter is known by name and place; header names are one "
        "whatever their case. An operation may repeat its path's parameter to change it, but only once."
    ),
    "CON-024": (
        "A path has more than 2,000 characters, or holds control characters, line breaks or characters that turn the "
        "reading direction. Reports that print it would show something else. Write it in visible characters."
    ),
    "CON-025": (
        "The contract lists more servers than any API needs: more than 20 in a list, a URL of more than 2,000 "
        "characters, more than 20 variables or 50 values of a server's variables. All of them are compared with each "
        "other. Name the servers that clients use, each by a plain URL."
    ),
    "CON-030": (
        "Nothing says who may call an operation. API Gateway would then let everybody in. Name a scope in the "
        "operation's `security` or the document's. `security: []` at the operation itself means everybody; the packs' "
        "rule APIGW-001 then refuses it until a waiver says why. An empty list at the top of the document does not "
        "count."
    ),
    "CON-031": (
        "The security scheme cannot be carried. The platform's authorizer checks OAuth access tokens and their scopes; "
        "API keys, basic authentication, plain bearer tokens and client certificates say nothing it could check. Use "
        "an oauth2 or openIdConnect scheme."
    ),
    "CON-032": "A `security` requirement names a scheme that components.securitySchemes does not declare.",
    "CON-033": (
        "A requirement asks for several things at once: two schemes in one entry, or several scopes of one scheme. API "
        "Gateway lets a caller in who has any one of the scopes, so it would be weaker than the contract. Name one "
        "scope that stands for the right, or list alternatives as separate entries."
    ),
    "CON-034": (
        "A requirement names a scheme but no scope. API Gateway would then accept an ID token of any user, and any "
        "client could call every operation. Name the scope that this operation needs."
    ),
    "CON-035": (
        "One of the alternatives is empty, which lets everybody in and makes the others meaningless. API Gateway has "
        "no optional authorization."
    ),
    "CON-036": (
        "A scope does not belong to the domain's own resource server, or has no usable name. Scopes are written "
        "`<scope prefix>/<name>`: the prefix is in the registry, the name has 1 to 128 letters, digits and the "
        "characters . _ : and the hyphen. Cognito takes more, but some of it reads as code elsewhere. A contract may "
        "use its own domain's scopes only: a scope of another domain would let that domain's clients in without "
        "anybody having granted it. What is declared is checked too, whether or not an operation asks for it."
    ),
    "CON-037": (
        "An operation asks for a scope that its oauth2 scheme does not declare. The identity stack makes the scopes "
        "that are declared, so no client could ever get this one. Declare it in the scheme's flows."
    ),
    "CON-040": "API Gateway has no TRACE method, and nobody should offer one: it echoes a request's credentials.",
    "CON-041": (
        "A path cannot be built in API Gateway. A segment has letters, digits and the characters . _ : , - or is one "
        "variable; `/{id}.json`, greedy variables, doubled or trailing slashes and paths of more than 1,000 characters "
        "are refused. So are the segments `.` and `..`, in paths and in servers' URLs: clients and proxies resolve "
        "them, so that the request goes elsewhere."
    ),
    "CON-042": (
        "Two paths name the variable at one level differently, such as /orders/{id} and /orders/{orderId}/lines. API "
        "Gateway keeps one variable per level and refuses the second name."
    ),
    "CON-043": (
        "A path lies outside the base path under which the registry maps this API, so no request could reach it. The "
        "effective path is the server's base path and the path."
    ),
    "CON-044": (
        "The servers of the contract, of a path or of an operation lead to different base paths, or to one with a "
        "variable in it. An API is deployed once under one path; hosts may differ, paths may not."
    ),
    "CON-045": (
        "The contract carries an `x-amazon-...` extension. These instruct API Gateway: where requests go, who checks "
        "them, who may invoke. The paved road sets them from the registry, the packs and the declaration, and a "
        "contract that brought its own could undo any of it."
    ),
    "CON-046": (
        "A text or number looks like one of the engine's own tokens, such as `TfToken[...]`, which it would replace by "
        "something else while writing Terraform. No contract needs that; rephrase it."
    ),
    "CON-047": (
        "The paths need more resources than one API may have. API Gateway counts the root and each prefix of each "
        "path: /a/b/c is three. AWS grants 300 by default; a larger quota is written in the registry."
    ),
    "CON-048": "The compiled OpenAPI body is larger than the 6 MB that API Gateway imports. Split the contract.",
    "CON-049": (
        "The models made from request bodies are larger than 400 KB together, which AWS does not raise. Split the "
        "contract, or share schemas by $ref."
    ),
    "CON-050": (
        "The contract declares or asks for more scopes than the 100 that Cognito gives one resource server. Scopes "
        "name rights, not operations: let operations that are granted together share one."
    ),
    "CON-051": (
        "The description of a scope holds control characters, characters that turn the reading direction, or what the "
        "engine would take for a token of its own. People read it when they grant the scope. Write one plain sentence; "
        "line breaks become spaces, and what is longer than Cognito's 256 characters is cut."
    ),
    "CON-052": (
        "A key of a schema is nearly a keyword of JSON Schema or OpenAPI, but none: `propertees`, `requred`. What it "
        "was to check would silently not be checked. Correct it; keys of your own start with `x-`. Unknown keys that "
        "look like no keyword are only noted."
    ),
    "CON-053": (
        "The patterns of the schemas are longer than 100,000 characters together: each different one counts once, with "
        "25 characters added, and 160 for each range that ends beyond Latin-1. Each has to be read to know "
        "whether API Gateway reads it alike. Share patterns, or leave unusual ones to the backend."
    ),
    "CON-060": (
        "The document breaks OpenAPI's own rules, as the OpenAPI Initiative's JSON Schema of its version says them: "
        "something required is missing, a key is unknown at its place, or a value has the wrong type. Readers of the "
        "contract would disagree on what it means, so nothing is built from it. All such places are listed at once."
    ),
    "CON-061": (
        "OpenAPI keeps its components by kind, and a place takes one kind: a schema may refer to a schema, an answer "
        "to one of `components/responses`. What stands at the reference's end would be read as something that it is "
        "not."
    ),
    "CON-064": (
        "One operation is called with a token, or signed, not now this and now that: API Gateway checks one kind of "
        "proof. Two APIs, one on each road, may share a backend."
    ),
    "CON-065": (
        "A PublicApi and an HttpApi check access tokens, an InternalApi checks that the request is signed with "
        "credentials of AWS (SigV4). The contract has to ask for what its road checks. For the internal road it names "
        "a scheme of type apiKey, in the header Authorization, with x-amazon-apigateway-authtype: awsSigv4; nothing "
        "there is open because it is inside."
    ),
    "CON-066": (
        "The gateway tells a backend in headers who calls, and overwrites what a client sends under these names: "
        "X-Api-Key, X-Caller-Arn, X-Client-Id, X-Partner-Id, X-Request-Id and X-Tenant-Id. A contract cannot ask "
        "consumers for them."
    ),
    "CON-070": (
        "API Gateway keeps the paths /ping and /sping of an API for its own health check, so that no request to them "
        "would reach the backend. What counts is the path behind the mount. Use another word, such as /health."
    ),
    "CON-071": (
        "A path item has a `$ref` and operations, parameters or servers of its own. OpenAPI leaves open which of them "
        "hold, so readers of the contract would see two APIs. Write everything in one of the two places."
    ),
    "CON-072": (
        "`jsonSchemaDialect` or `$schema` names another dialect of JSON Schema than 2020-12, which OpenAPI 3.1 is "
        "written in. Its keywords mean something else: in draft 7, what stands beside a `$ref` is ignored. Translate "
        "the schemas, or leave the key out if they are 2020-12 already."
    ),
    **COMPARE_CODES,
}
