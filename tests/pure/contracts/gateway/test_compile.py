"""
Compiling: what is refused with whose name on it, and what every body has.
"""

from __future__ import annotations

import json
import random
import time
from typing import Any

import pytest

from platform_constructs.errors import ContractError
from platform_constructs.model.contract import CompiledApi
from tests.pure.contracts.reading import SCHEMES, body_of, codes_of, compiled, contract_of, load, with_schema

OK = {"200": {"description": "Fine."}}


def paths_of(*paths: str, **operation: Any) -> dict[str, Any]:
    """A contract with a GET on each path, its variables described."""
    items = {}
    for number, path in enumerate(paths):
        names = [part[1:-1] for part in path.split("/") if part.startswith("{") and part.endswith("}")]
        parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
        items[path] = {"get": {"operationId": f"get{number}", "parameters": parameters, "responses": OK, **operation}}
    return contract_of(paths=items)


def secured(*security: Any, **schemes: Any) -> dict[str, Any]:
    return contract_of(security=list(security), components={"securitySchemes": {**SCHEMES, **schemes}})


def only_finding(document: Any, **changes: Any) -> str:
    (finding,) = compiled(load(document), **changes)[1]
    return str(finding)


def test_a_finding_names_place_fix_and_owner():
    """The whole message, once, for an operation that says nothing about its callers."""
    assert (
        "block[CON-030] the contract says nothing about who may call this operation\n"
        "  at   ordering/openapi.yaml:14 (/paths/~1orders/get)\n"
        "  got  no security\n"
        "  fix  name a scope; `security: []` (everybody) also needs a waiver of APIGW-001\n"
        "  who  ordering\n"
        "  more `paved explain CON-030`"
    ) == only_finding(contract_of(security=None))


READ = {"partner": ["ordering/read"]}
SIGNED = {
    "type": "apiKey",
    "name": "Authorization",
    "in": "header",
    "x-amazon-apigateway-authtype": "awsSigv4",
}


@pytest.mark.parametrize(
    ("code", "document"),
    [
        pytest.param("CON-030", contract_of(security=None), id="nothing said"),
        pytest.param("CON-030", contract_of(security=[]), id="everything opened at once"),
        pytest.param(
            "CON-031", secured({"key": []}, key={"type": "apiKey", "in": "header", "name": "X"}), id="an API key"
        ),
        pytest.param("CON-031", secured({"basic": []}, basic={"type": "http", "scheme": "basic"}), id="basic"),
        pytest.param("CON-031", secured({"jwt": []}, jwt={"type": "http", "scheme": "bearer"}), id="a bearer token"),
        pytest.param("CON-031", secured({"mtls": []}, mtls={"type": "mutualTLS"}), id="a certificate"),
        pytest.param("CON-064", secured({"signed": []}, READ, signed=SIGNED), id="signed or with a token"),
        pytest.param("CON-065", secured({"signed": []}, signed=SIGNED), id="signed, on a road for tokens"),
        pytest.param("CON-032", secured({"nobody": ["ordering/read"]}), id="an unknown scheme"),
        pytest.param("CON-033", secured({"partner": ["ordering/read", "ordering/write"]}), id="two scopes at once"),
        pytest.param(
            "CON-033", secured({**READ, "other": ["ordering/read"]}, other=SCHEMES["partner"]), id="two schemes at once"
        ),
        pytest.param("CON-034", secured({"partner": []}), id="no scope"),
        pytest.param("CON-035", secured(READ, {}), id="an empty alternative"),
        pytest.param(
            "CON-036", secured({"sso": ["quoting/read"]}, sso={"type": "openIdConnect"}), id="another domain's"
        ),
        pytest.param("CON-036", secured({"sso": ["read"]}, sso={"type": "openIdConnect"}), id="no resource server"),
        pytest.param("CON-036", secured({"sso": ["ordering/a b"]}, sso={"type": "openIdConnect"}), id="a space"),
        pytest.param("CON-036", secured({"sso": ["ordering/a/b"]}, sso={"type": "openIdConnect"}), id="a second slash"),
        pytest.param("CON-037", secured({"partner": ["ordering/delete"]}), id="an undeclared scope"),
    ],
)
def test_authorization_that_cannot_be_carried_is_refused(code: str, document: dict[str, Any]):
    """Anything that API Gateway would check less strictly than the contract says is a finding."""
    assert [code] == codes_of(document)


@pytest.mark.parametrize(
    "path",
    [
        "/orders.json/{id}.json",
        "/orders/{id}:cancel",
        "/orders//x",
        "/orders/",
        "/a b",
        "/ä",
        "/a/{proxy+}",
        "/a/$x",
        "/orders/..",
        "/./orders",
        "/" + "a" * 1000,
    ],
)
def test_paths_that_cannot_be_built_are_refused(path: str):
    """Partial variables, empty segments, greedy variables and odd characters never reach API Gateway."""
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in ("id", "proxy+")
        if f"{{{name}}}" in path
    ]

    assert ["CON-041"] == codes_of(paths_of(path, parameters=parameters))


def test_two_names_for_one_variable_are_refused_with_both_places():
    """API Gateway keeps one variable per level; the finding names both lines."""
    text = json.dumps(paths_of("/orders/{id}", "/orders/{orderId}/lines"), indent=1)
    lines = {
        path: number
        for number, line in enumerate(text.splitlines(), 1)
        for path in ("{id}", "{orderId}")
        if f"/orders/{path}" in line
    }

    assert (
        "block[CON-042] one level of the paths has variables of two names; API Gateway takes only one\n"
        f"  at   ordering/openapi.yaml:{lines['{orderId}']} (/paths/~1orders~1{{orderId}}~1lines)\n"
        f"  got  {{orderId}} here, {{id}} at ordering/openapi.yaml:{lines['{id}']}\n"
        "  fix  give both one name\n"
        "  who  ordering\n"
        "  more `paved explain CON-042`"
    ) == only_finding(text)


@pytest.mark.parametrize(
    ("code", "document"),
    [
        pytest.param(
            "CON-040", contract_of(paths={"/a": {"trace": {"operationId": "t", "responses": OK}}}), id="TRACE"
        ),
        pytest.param("CON-043", contract_of(servers=[{"url": "/quoting/v1"}]), id="another domain's base path"),
        pytest.param("CON-043", contract_of(servers=[{"url": "/ordering-internal"}]), id="a look-alike of the mount"),
        pytest.param("CON-041", contract_of(servers=[{"url": "/ordering/./"}]), id="a dot in the base path"),
        pytest.param("CON-041", contract_of(servers=[{"url": "/ordering/../quoting"}]), id="dots in the base path"),
        pytest.param(
            "CON-044", contract_of(servers=[{"url": "/ordering"}, {"url": "/ordering/v2"}]), id="two base paths"
        ),
        pytest.param("CON-044", paths_of("/a", servers=[{"url": "/ordering/v2"}]), id="an operation's own server"),
        pytest.param("CON-044", contract_of(servers=[{"url": "/ordering/{v}"}]), id="a variable without value"),
        pytest.param(
            "CON-044",
            contract_of(
                servers=[{"url": "/ordering/{v}", "variables": {"v": {"default": "v1", "enum": ["v1", "v2"]}}}]
            ),
            id="a variable with two values",
        ),
    ],
)
def test_what_cannot_be_deployed_once_under_the_mount_is_refused(code: str, document: dict[str, Any]):
    """An API has one base path, below the one that the registry gives it."""
    assert code in codes_of(document)


@pytest.mark.parametrize(
    "place",
    [
        {"x-amazon-apigateway-policy": {"Statement": []}},
        {"x-amazon-apigateway-gateway-responses": {}},
        {"tags": [{"name": "a", "X-AMAZON-APIGATEWAY-AUTHORIZER": {}}]},
        {
            "components": {
                "securitySchemes": {
                    **SCHEMES,
                    "own": {"type": "oauth2", "flows": {}, "x-amazon-apigateway-authtype": "custom"},
                }
            }
        },
        {"paths": {"/a": {"x-amazon-apigateway-any-method": {}, "get": {"operationId": "a", "responses": OK}}}},
        {
            "paths": {
                "/a": {
                    "get": {
                        "operationId": "a",
                        "responses": OK,
                        "x-amazon-apigateway-integration": {"uri": "https://evil.example"},
                    }
                }
            }
        },
    ],
)
def test_a_contract_cannot_instruct_api_gateway(place: dict[str, Any]):
    """Integrations, authorizers, policies and gateway responses are the road's: refused anywhere in a contract."""
    assert ["CON-045"] == codes_of(contract_of(**place))


@pytest.mark.parametrize(
    "text",
    [
        "${TfToken[TOKEN.0]}",
        "#{TfToken[TOKEN.1]}",
        "TfToken[",
        "costs -8.2e+298",
        -8.109562212591379e298,
        -1.8881545897087498e289,
    ],
)
def test_a_contract_cannot_speak_to_the_engine(text: Any):
    """A text or number that cdktf would take for one of its tokens is refused, as a value and as a key."""
    examples = {"tags": [{"name": "a", "x-note": text}]}

    assert ["CON-046"] == codes_of(contract_of(**examples))
    if isinstance(text, str):
        assert ["CON-046"] == codes_of(contract_of(**{f"x-{text}": 1}))


def test_smuggling_in_another_file_is_found_too():
    """What a reference brings in is searched like the contract itself."""
    files = {"schemas.yaml": "A: {type: string, x-amazon-apigateway-policy: {}}\n"}

    (finding,) = compiled(load(with_schema({"$ref": "schemas.yaml#/A"}), files))[1]

    assert ("CON-045", "ordering/schemas.yaml:1 (/A/x-amazon-apigateway-policy)") == (finding.code, str(finding.at))


def test_foreign_text_reaches_the_body_escaped():
    """Titles, descriptions, names of properties and values cannot open a Terraform expression."""
    evil = '${file("/etc/passwd")}%{ for a in b }'
    schema = {"type": "object", "properties": {evil: {"type": "string", "enum": [evil]}}}
    document = {**with_schema(schema), "info": {"title": evil, "version": evil}}
    document["paths"]["/orders"]["post"]["summary"] = evil

    api, _ = compiled(load(document))

    assert isinstance(api, CompiledApi)
    safe = '$${file("/etc/passwd")}%%{ for a in b }'
    assert (safe, safe) == (api.title, api.version)
    text = json.dumps(api.body).replace("$${", "").replace("%%{", "")
    assert "${" not in text
    assert "%{" not in text


def test_keys_that_the_compiler_does_not_know_stay_behind():
    """Extensions, tags and whatever else an author writes cannot ride along into the body."""
    document = with_schema({"type": "object", "x-own": 1, "properties": {"a": {"type": "string", "x-own": {}}}})
    document["x-own"] = "x"
    document["paths"]["/orders"]["post"] |= {"x-own": 1, "tags": ["a"], "externalDocs": {"url": "https://x.example"}}

    assert "x-own" not in json.dumps(body_of(document))


def test_the_order_of_a_contract_changes_nothing():
    """Shuffling every mapping of a contract gives the same bytes."""

    def shuffled(value: Any, source: random.Random) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            source.shuffle(keys)
            return {key: shuffled(value[key], source) for key in keys}
        return [shuffled(item, source) for item in value] if isinstance(value, list) else value

    schema = {
        "type": "object",
        "required": ["b", "a"],
        "properties": {"a": {"$ref": "#/components/schemas/One_a"}, "b": {"$ref": "#/components/schemas/Onea"}},
    }
    document = with_schema(schema, One_a={"type": "string"}, Onea={"type": "integer"})
    document["paths"]["/a"] = {
        "get": {"operationId": "a", "responses": OK},
        "post": {"operationId": "b", "responses": OK},
    }

    wanted = json.dumps(body_of(document))
    assert {wanted} == {json.dumps(body_of(shuffled(document, random.Random(seed)))) for seed in range(20)}


def test_resource_paths_are_what_the_mapping_leaves():
    """The mount is stripped from each path; the mount itself is the root."""
    document = contract_of(
        servers=[{"url": "https://api.meridian.example/ordering"}],
        paths={
            path: {"get": {"operationId": name, "responses": OK}} for path, name in {"/": "index", "/v1/a": "a"}.items()
        },
    )

    api, _ = compiled(load(document))

    assert api is not None
    assert {"index": "/", "a": "/v1/a"} == api.resource_paths
    assert [("/ordering", "GET"), ("/ordering/v1/a", "GET")] == [(o.path, o.method) for o in api.operations]


@pytest.mark.parametrize("mount", ["", "/"])
def test_an_api_may_own_the_whole_host(mount: str):
    """Without a mount, resource paths are the effective paths."""
    api, _ = compiled(load(contract_of()), mount=mount)

    assert api is not None
    assert {"listOrders": "/ordering/v1/orders"} == api.resource_paths


def test_settings_reach_the_body():
    """Validation and transport settings of the packs become extensions of the body."""
    body = body_of(
        contract_of(),
        validate_parameters=False,
        security_policy="SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
        endpoint_access_mode="STRICT",
    )

    assert {
        "x-amazon-apigateway-endpoint-access-mode": "STRICT",
        "x-amazon-apigateway-request-validator": "full",
        "x-amazon-apigateway-request-validators": {
            "full": {"validateRequestBody": True, "validateRequestParameters": False}
        },
        "x-amazon-apigateway-security-policy": "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    } == {key: value for key, value in body.items() if key.startswith("x-")}


def test_every_path_prefix_counts_as_a_resource():
    """The quota is counted as API Gateway counts: the root, the base path and each prefix."""
    document = paths_of("/a/b/c", "/a/{x}", "/a/{x}/d")

    assert [] == codes_of(document, most_resources=7)
    assert "  got  7 resources" in only_finding(document, most_resources=6)


def test_large_models_are_refused():
    """Models above 400 KB, all together, never reach AWS."""
    properties = {f"property{number:06}": {"type": "string", "maxLength": 100} for number in range(8_000)}

    assert ["CON-049"] == codes_of(with_schema({"type": "object", "properties": properties}))


def test_a_large_body_is_refused_before_it_fills_the_memory():
    """A few hundred references to one large part do not become gigabytes."""
    header = {"schema": {"type": "string"}, "description": "x"}
    many = {f"X-{number}": header for number in range(100)}
    components = {"securitySchemes": SCHEMES, "responses": {"Big": {"description": "x" * 5_000, "headers": many}}}
    responses = {str(code): {"$ref": "#/components/responses/Big"} for code in range(200, 300)}
    paths = {f"/p{n}": {"get": {"operationId": f"get{n}", "responses": responses}} for n in range(100)}

    assert ["CON-048"] == codes_of(contract_of(paths=paths, components=components))


def test_too_many_scopes_are_refused():
    """Cognito gives a resource server a hundred scopes."""
    schemes = {"sso": {"type": "openIdConnect", "openIdConnectUrl": "https://login.meridian.example"}}
    security = [{"sso": [f"ordering/scope{number}"]} for number in range(101)]

    assert {"CON-050"} == set(codes_of(contract_of(security=security, components={"securitySchemes": schemes})))


def test_the_same_fault_at_the_same_place_is_found_once():
    """A fault in what all operations share is one finding, not one per operation."""
    key = {"type": "apiKey", "in": "header", "name": "X-Key"}
    document = paths_of(*(f"/p{number}" for number in range(50)))
    document |= {"security": [{"key": []}], "components": {"securitySchemes": {"key": key}}}

    assert ["CON-031"] == codes_of(document)


def test_many_faults_of_a_kind_are_summed_up():
    """Behind 25 of a kind, one line says how many more there are."""
    document = {**paths_of(*(f"/p{number}" for number in range(100))), "security": None}
    del document["security"]

    findings = compiled(load(document))[1]

    assert 26 == len(findings)
    assert ["75 more findings of this kind are not shown"] == [f.what for f in findings if not f.got]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "strnig"},
        {"type": 5},
        {"type": [{}]},
        {"properties": []},
        {"properties": {"a": "text"}},
        {"required": "a"},
        {"required": [1]},
        {"enum": {}},
        {"minimum": "1"},
        {"maxLength": True},
        {"multipleOf": None},
        {"exclusiveMinimum": []},
        {"pattern": 5},
        {"format": {}},
        {"allOf": {}},
        {"anyOf": ["a"]},
        {"items": "a", "type": "array"},
        {"additionalProperties": 5, "type": "object"},
        "text",
        [],
    ],
)
def test_a_misshapen_schema_is_refused_with_its_place(schema: Any):
    """A schema that is no schema ends in a designed error that names its place, never in a traceback."""
    with pytest.raises(ContractError) as caught:
        compiled(load(with_schema(schema)))

    assert "CON-009" == caught.value.code
    assert "/components/schemas/Subject" in caught.value.at


@pytest.mark.parametrize(
    "operation",
    [
        {"responses": []},
        {"responses": {"2000": {"description": "x"}}},
        {"responses": {"200": "fine"}},
        {"responses": {"200": {"description": 5}}},
        {"responses": {"200": {"description": "", "headers": []}}},
        {"requestBody": "text"},
        {"requestBody": {"content": []}},
        {"requestBody": {"content": {"application/json": []}}},
        {"requestBody": {"content": {"application/json": {"schema": {}}}, "required": "yes"}},
        {"parameters": [{"name": "a", "in": "query", "required": "yes", "schema": {"type": "string"}}]},
        {"summary": 5},
    ],
)
def test_a_misshapen_message_is_refused_with_its_place(operation: dict[str, Any]):
    """The same for parameters, bodies and responses."""
    document = contract_of(paths={"/a": {"post": {"operationId": "a", "responses": OK, **operation}}})

    with pytest.raises(ContractError) as caught:
        compiled(load(document))

    assert "CON-009" == caught.value.code
    assert "/paths/~1a/post/" in caught.value.at


def declaring(**scopes: Any) -> dict[str, Any]:
    """A contract whose scheme declares further scopes under `ordering/`; nobody asks for them."""
    own = {f"ordering/{name}": purpose for name, purpose in scopes.items()}
    return declaring_as({"ordering/read": "Read.", **own})


def declaring_as(scopes: dict[str, Any]) -> dict[str, Any]:
    scheme = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "x", "scopes": scopes}}}
    return contract_of(components={"securitySchemes": {"partner": scheme}})


def test_a_declared_scope_that_is_code_is_refused():
    """The identity stack builds declared scopes too, so their names are checked whether or not they are asked for."""
    assert (
        "block[CON-036] scopes of this domain are written ordering/<name>, with up to 128 letters, digits and . _ : -\n"
        "  at   ordering/openapi.yaml:40 "
        '(/components/securitySchemes/partner/flows/clientCredentials/scopes/ordering~1${file("~1etc~1hostname")})\n'
        '  got  ordering/${file("/etc/hostname")}\n'
        "  fix  name a scope under ordering/: a contract may use its own domain's scopes only\n"
        "  who  ordering\n"
        "  more `paved explain CON-036`"
    ) == only_finding(declaring(**{'${file("/etc/hostname")}': "x"}))


@pytest.mark.parametrize("name", ["", "a b", "a/b", "%{if}", "a" * 129, "a\n", "a\u202e", "${TfToken[TOKEN.1]}"])
def test_declared_scopes_have_plain_names(name: str):
    """Letters, digits and . _ : - only."""
    assert "CON-036" in codes_of(declaring(**{name: "x"}))


def test_scopes_of_others_may_be_declared_but_carry_no_code():
    """A scheme may list `openid` or another domain's scopes; what is no scope at all is refused."""
    assert [] == codes_of(declaring_as({"ordering/read": "x", "openid": "x", "quoting/read": "x"}))
    assert ["CON-036"] == codes_of(declaring_as({"ordering/read": "x", "quoting/${a}": "x"}))


@pytest.mark.parametrize("purpose", ["a\u0007b", "a\u001bb", "a\u202eb", "a\u2066b"])
def test_a_scope_is_described_in_visible_characters(purpose: str):
    """Control characters and those that turn the reading direction are refused, line breaks become spaces."""
    assert ["CON-051"] == codes_of(declaring(more=purpose))


def test_an_unfit_description_is_named():
    """The whole message for a scope's description."""
    assert (
        "block[CON-051] a scope's description holds control characters or a token of the engine\n"
        "  at   ordering/openapi.yaml:40 "
        "(/components/securitySchemes/partner/flows/clientCredentials/scopes/ordering~1more)\n"
        "  got  Read\\x1b[2J\n"
        "  fix  write one plain sentence\n"
        "  who  ordering\n"
        "  more `paved explain CON-051`"
    ) == only_finding(declaring(more="Read\u001b[2J"))


def test_a_long_description_of_a_scope_is_cut_with_a_note():
    """Cognito takes 256 characters."""
    api, findings = compiled(load(declaring(more="x" * 300)))

    assert ((), ["scope descriptions of more than 256 characters are cut"]) == (
        findings,
        [note for _, note in api.lowered] if api else [],
    )


def test_declared_scopes_count_too():
    """A resource server of more than a hundred scopes is refused even if nobody asks for them."""
    document = declaring(**{f"s{number}": "x" for number in range(100)})

    assert (
        "block[CON-050] the contract has more than 100 scopes, the most that Cognito gives one resource server\n"
        "  at   ordering/openapi.yaml:1\n"
        "  got  101 scopes\n"
        "  fix  let operations that are granted together share a scope\n"
        "  who  ordering\n"
        "  more `paved explain CON-050`"
    ) == only_finding(document)


@pytest.mark.parametrize(
    ("code", "fix", "document"),
    [
        (
            "CON-032",
            "did you mean partner? Otherwise declare it under components.securitySchemes",
            secured({"partnr": ["ordering/read"]}),
        ),
        (
            "CON-037",
            "did you mean ordering/read? Otherwise declare it under the flows of partner",
            secured({"partner": ["ordering/raed"]}),
        ),
        ("CON-037", "declare it under the flows of partner", secured({"partner": ["ordering/administer"]})),
        ("CON-035", "drop it; `security: []` (everybody) also needs a waiver of APIGW-001", secured(READ, {})),
    ],
)
def test_a_fix_names_what_was_meant(code: str, fix: str, document: dict[str, Any]):
    """A misspelt scheme or scope is answered with the one that is nearest."""
    (finding,) = compiled(load(document))[1]

    assert (code, fix) == (finding.code, finding.fix)


def test_a_dotted_path_is_refused_with_its_reason():
    """The whole message for a path that leads elsewhere once resolved."""
    assert (
        "block[CON-041] clients and proxies resolve . and .. in a path, so that it leads elsewhere\n"
        "  at   ordering/openapi.yaml:20 (/paths/~1..)\n"
        "  got  /ordering/v1/..\n"
        "  fix  write the path that is meant\n"
        "  who  ordering\n"
        "  more `paved explain CON-041`"
    ) == only_finding(paths_of("/.."))


def test_a_misspelt_keyword_is_refused():
    """What `propertees` was to check would silently be lost, so it is a finding and no note."""
    assert (
        "block[CON-052] a key of a schema is nearly a keyword, but none: what it was to check would be lost\n"
        "  at   ordering/openapi.yaml:58 (/components/schemas/Subject/propertees)\n"
        "  got  propertees\n"
        "  fix  did you mean properties? Otherwise start a key of your own with x-\n"
        "  who  ordering\n"
        "  more `paved explain CON-052`"
    ) == only_finding(with_schema({"type": "object", "propertees": {}}))


@pytest.mark.parametrize("key", ["requred", "maxLenght", "Type", "additionalProperty", "anyof", "ref", "enums"])
def test_misspellings_are_recognised(key: str):
    """Letters left out, swapped or added, and other cases."""
    assert ["CON-052"] == codes_of(with_schema({key: {}}))


@pytest.mark.parametrize("key", ["x-requred", "note", "id", "dependencies", "unit", "name", "precision", "identifier"])
def test_words_of_their_own_are_no_misspellings(key: str):
    """Extensions, keywords of older drafts and other words are at most noted."""
    assert [] == codes_of(with_schema({"type": "object", key: {}}))


def test_patterns_are_read_up_to_a_limit():
    """More pattern than a second's work is refused, wherever it stands; the same pattern again costs nothing."""
    same = {f"p{number}": {"type": "string", "pattern": "^" + "a" * 900} for number in range(300)}
    other = {f"p{number}": {"type": "string", "pattern": f"^{number}" + "a" * 900} for number in range(110)}

    assert [] == codes_of(with_schema({"type": "object", "properties": same}))
    (finding,) = compiled(load(with_schema({"type": "object", "properties": other})))[1]
    assert (
        "CON-053",
        "the patterns are longer than 100000 characters together, 25 added for each",
        "share patterns, or leave the unusual ones to the backend",
    ) == (finding.code, finding.what, finding.fix)


def test_shared_servers_are_checked_once():
    """A path's servers are one finding, however many operations share them."""
    item: dict[str, Any] = paths_of("/a")["paths"]["/a"]
    item |= {"servers": [{"url": "/ordering/v2"}], "put": {**item["get"], "operationId": "put"}}

    assert ["CON-044"] == codes_of(contract_of(paths={"/a": item}))


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            with_schema({"properties": {f"p{n}": {"pattern": f"^a{n}$"} for n in range(35_000)}}), id="patterns"
        ),
        pytest.param(secured(*({"partner": [f"quoting/{n}"]} for n in range(20_000))), id="alternatives"),
        pytest.param(secured({"partner": [f"quoting/{n}" for n in range(20_000)]}), id="scopes"),
        pytest.param(declaring(**{f"a b{n}": "x" for n in range(20_000)}), id="declared scopes"),
        pytest.param(with_schema({f"propertie{n}": 1 for n in range(60_000)}), id="unknown keys"),
    ],
)
def test_much_of_what_is_wrong_is_answered_in_time(document: dict[str, Any]):
    """Tens of thousands of faults take about a second; 25 of each kind are shown."""
    text = json.dumps(document)
    before = time.process_time()

    findings = compiled(load(text))[1]

    assert {True} == {finding.blocks for finding in findings}
    assert 5 > time.process_time() - before  # it takes less than one; a busy machine may take longer


@pytest.mark.parametrize("path", ["/ping", "/sping"])
def test_api_gateways_own_paths_are_refused(path: str):
    """Health checks of API Gateway answer before the backend does; below the root the words are free."""
    document = contract_of(servers=[{"url": "/ordering"}], paths=paths_of(path)["paths"])

    assert ["CON-070"] == codes_of(document)
    assert [] == codes_of(paths_of(path))


def test_a_reserved_path_is_refused_with_its_reason():
    """The whole message."""
    assert (
        "block[CON-070] API Gateway answers this path itself, so that no request would reach the backend\n"
        "  at   ordering/openapi.yaml:20 (/paths/~1ping)\n"
        "  got  /ordering/ping\n"
        "  fix  use another word\n"
        "  who  ordering\n"
        "  more `paved explain CON-070`"
    ) == only_finding(contract_of(servers=[{"url": "/ordering"}], paths=paths_of("/ping")["paths"]))


@pytest.mark.parametrize("key", ["jsonSchemaDialect", "$schema"])
@pytest.mark.parametrize(
    ("dialect", "codes"),
    [
        ("https://json-schema.org/draft/2020-12/schema", []),
        ("https://json-schema.org/draft/2019-09/schema#", []),
        ("https://spec.openapis.org/oas/3.1/dialect/base", []),
        ("https://spec.openapis.org/oas/3.1/dialect/2024-11-10", []),
        ("http://json-schema.org/draft-07/schema#", ["CON-072"]),
        ("https://example.org/ours", ["CON-072"]),
    ],
)
def test_only_openapis_own_dialect_is_read(key: str, dialect: str, codes: list[str]):
    """Keywords of draft 7 mean other things, so schemas that say they are draft 7 are not lowered."""
    schema: dict[str, Any] = {"type": "object"}
    document = with_schema({**schema, key: dialect}) if key == "$schema" else {**with_schema(schema), key: dialect}

    assert codes == codes_of(document)


def test_too_large_models_are_refused_with_the_largest_named():
    """The finding leads to the largest model and names those that contributed most."""
    large: dict[str, Any] = {
        f"Part{size}": {"type": "object", "properties": many(size)} for size in (1_000, 2_500, 3_000, 4_000)
    }
    refs = {name: {"$ref": f"#/components/schemas/{name}"} for name in large}

    (finding,) = compiled(load(with_schema({"type": "object", "properties": refs}, **large)))[1]

    assert "/components/schemas/Part4000" == finding.at.pointer
    assert ["Part4000", "Part3000", "Part2500"] == [part.split()[0] for part in finding.got.split(": ")[1].split("; ")]


def many(count: int) -> dict[str, Any]:
    return {f"property{number:06}": {"type": "string", "maxLength": count} for number in range(count)}


def test_a_signed_operation_is_carried_to_the_road_that_checks_signatures():
    """It asks for no scope, and the body names the scheme that the platform adds."""
    body = body_of(secured({"signed": []}, signed=SIGNED), signed=True)

    assert [{"sigv4": []}] == body["paths"]["/v1/orders"]["get"]["security"]


@pytest.mark.parametrize(
    "document",
    [
        contract_of(),
        contract_of(
            paths={
                "/orders": {
                    "get": {
                        "operationId": "listOrders",
                        "responses": {"200": {"description": "A page."}},
                        "security": [],
                    }
                }
            }
        ),
    ],
    ids=["a token", "nothing"],
)
def test_the_internal_road_takes_signed_operations_only(document: Any):
    """Nothing is open because it is inside, and a token would be checked by nobody."""
    assert ["CON-065"] == codes_of(document, signed=True)
