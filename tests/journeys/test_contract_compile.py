"""
A domain team asks what API Gateway would make of its contract, and of somebody else's.
"""

from __future__ import annotations

import json

import pytest

from tests.journeys.conftest import Sample
from tests.pure.contracts.gateway.import_rules import broken_rules

OTHERS = """\
openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
security: [{ keys: [] }]
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        content:
          application/json: { schema: { oneOf: [{ type: object, not: { required: [age] } }] } }
          image/png: { schema: { type: string, format: binary } }
      responses: { '201': { description: Added. } }
components:
  securitySchemes: { keys: { type: apiKey, in: header, name: X-Key } }
"""


def test_a_domain_sees_what_its_contract_becomes(sample: Sample):
    """The report of a declared contract is that of a synth, and its body follows the import rules."""
    ended = sample.paved("contract", "compile", "ordering", "--body", "body.json", "--sources", "map.json")

    body = json.loads((sample.root / "body.json").read_text(encoding="utf-8"))
    places = json.loads((sample.root / "map.json").read_text(encoding="utf-8"))
    assert (0, "") == (ended.code, ended.error)
    assert ended.out.endswith(
        "contract compile: ordering-public, 12 operations of 12, 4 kinds of checks left to the backend, "
        "2 kinds of checks made looser: carried in part\n"
    )
    assert [] == broken_rules(body)
    assert {"stacks/domains/ordering/openapi.yaml"} == {place["file"] for place in places.values()}


def test_any_contract_is_told_what_it_would_take(sample: Sample):
    """A file that nobody declared is reported too: carried, left to the backend, refused, each with its line."""
    (sample.root / "pets.yaml").write_text(OTHERS, encoding="utf-8")

    ended = sample.paved("contract", "compile", "pets.yaml", "--body", "body.json")

    assert 1 == ended.code
    assert not (sample.root / "body.json").exists()
    assert (
        "pets.yaml: Pets 1.0.0, OpenAPI 3.0\n"
        "  1 operation, 2 resources of 300, 1 model with 31 bytes of 400 KB, body 630 bytes of 6 MB\n"
        "  passed on as bytes: image/png\n"
        "\n"
        "would be carried: who may call, which parameters have to be there, and bodies against models\n"
        "  POST /pets  no scope  body addPetBody  (line 6)\n"
        "\n"
        "not checked at the gateway: your backend has to\n"
        "  `not` is left to the backend: API Gateway cannot check it (line 10)\n"
        "  request bodies other than JSON are left to the backend: API Gateway cannot check them (line 11)\n"
        "\n"
        "checked at the gateway more loosely than the contract says: your backend checks the rest\n"
        "  `oneOf` is checked as `anyOf` (line 10)\n"
        "\n"
        "block[CON-031] only OAuth scopes can be checked; this security scheme cannot be carried\n"
        "  at   pets.yaml:14 (/components/securitySchemes/keys)\n"
        "  got  apiKey\n"
        "  fix  use an oauth2 or openIdConnect scheme with scopes of your own resource server; for the internal road, "
        "say x-amazon-apigateway-authtype: awsSigv4 in the scheme\n"
        "  more `paved explain CON-031`\n"
        "\n"
        "contract compile: pets.yaml, 1 operation of 1, 2 kinds of checks left to the backend, "
        "1 kind of checks made looser, 1 finding: refused\n"
    ) == ended.out


def test_operations_without_a_name_are_asked_for_one_each_at_its_line(sample: Sample):
    """A file is reported all the same; a declared contract ends with all of them, for names go into addresses."""
    nameless = OTHERS.replace("      operationId: addPet\n", "").replace(
        "components:\n", "    get: { responses: { '200': { description: All. } } }\ncomponents:\n"
    )
    (sample.root / "pets.yaml").write_text(nameless, encoding="utf-8")
    sample.write("quoting/openapi.yaml", nameless)

    file, declared = (sample.paved("contract", "compile", what) for what in ("pets.yaml", "quoting"))

    assert (1, 2) == (file.code, declared.code)
    assert "POST /pets" in file.out
    assert (
        "block[CON-018] the operation has no operationId\n"
        "  at   pets.yaml:6 (/paths/~1pets/post)\n"
        "  got  POST /pets\n"
        "  fix  give it one, such as `postPets`\n"
        "  more `paved explain CON-018`\n"
        "  also line 12\n"
    ) in file.out
    assert "error[CON-018] the operation has no operationId" in declared.err
    assert "also stacks/domains/quoting/openapi.yaml:12 (/paths/~1pets/get)" in declared.err
    assert "give it one, such as `getPets`" in declared.err


def test_machines_get_the_same_answer(sample: Sample):
    """With --format json every loss has all its places, with file, line and pointer."""
    (sample.root / "pets.yaml").write_text(OTHERS, encoding="utf-8")

    answer = sample.paved("contract", "compile", "pets.yaml", "--format", "json").json

    (contract,) = answer["contracts"]
    assert (False, 1, "refused") == (answer["ok"], answer["format"], contract["outcome"])
    at = {
        "file": "pets.yaml",
        "line": 10,
        "pointer": "/paths/~1pets/post/requestBody/content/application~1json/schema/oneOf/0",
    }
    assert {
        "loss": "unchecked",
        "places": [at],
        "text": "`not` is left to the backend: API Gateway cannot check it",
    } in contract["losses"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing",), 2, "error[DECL-031]"),
        (("platform",), 2, "error[CON-073]"),
        (("delivery", "--body", "b.json"), 2, "error[CON-073]"),
        (("ordering", "--body", "platform.toml/b.json"), 2, "error[CON-074]"),
        (("swagger.json",), 2, "error[CON-007]"),
        (("broken.yaml",), 2, "error[CON-001]"),
    ],
)
def test_what_cannot_be_compiled_is_a_designed_error(sample: Sample, arguments: tuple[str, ...], code: int, said: str):
    """Wrong names, unwritable files and documents that are no contract end with 2 and say what to do."""
    (sample.root / "swagger.json").write_text('{"swagger": "2.0"}', encoding="utf-8")
    (sample.root / "broken.yaml").write_text("openapi: [", encoding="utf-8")

    ended = sample.paved("contract", "compile", *arguments)

    assert (code, True) == (ended.code, ended.error.startswith(said))
