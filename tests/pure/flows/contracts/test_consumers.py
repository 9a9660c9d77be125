"""
The claims of what consumers publish: read strictly, held against the API, and told what a change does to them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.contracts.consumer_faults import consumer_faults
from platform_constructs.flows.contracts.consumer_file import read_consumer
from platform_constructs.flows.contracts.consumer_view import ConsumerView, Hit, Touch, view_of
from platform_constructs.flows.contracts.consumers import ConsumerFile, with_consumers
from platform_constructs.flows.contracts.contract_diff import ContractDiff
from platform_constructs.flows.contracts.side import Pair
from platform_constructs.flows.contracts.used_parts import offered
from tests.pure.flows.contracts.small_contracts import API, ORDER, change, document

HEAD = 'consumer = "webshop"\ncontact = "webshop@meridian.example"\nstack = "ordering-public"\n'
PRICE = f"{ORDER}/properties/price"
READS = '[operations.listOrders]\nfields = ["response.items[].price"]\n'
SENDS = '[operations.createOrder]\nfields = ["request.price"]\n'


def hits(uses: str, *changes: Change) -> list[tuple[str, str]]:
    """What some changes do to a consumer, and by what."""
    operations = offered(document())
    touches = view_of(read_consumer(HEAD + uses, "c.toml"), changes, operations, operations)
    return [(touch.hit.name, f"{touch.operation} {touch.uses}".strip()) for touch in touches]


def test_a_consumer_is_read_with_the_place_of_all_it_says() -> None:
    """Names with dots are quoted, lists may be left out, and a values table belongs to a field or a parameter."""
    read = read_consumer(
        HEAD + "[operations.createOrder]\n"
        'fields = ["request.parts[].\\"a.b\\"", "error"]\n'
        'parameters = ["query.limit"]\n'
        'values = { "response.state" = ["OPEN"], "query.limit" = ["1"] }\n'
        '[operations."GET /orders"]\n',
        "c.toml",
    )
    first, second = read.operations

    assert ("webshop", "ordering-public", "") == (read.name, read.stack, read.api)
    assert [("request", ("parts", "[]", "a.b"), 5), ("error", (), 5)] == [
        (one.side, one.steps, one.place.line) for one in first.fields or ()
    ]
    assert ("GET /orders", None, None, None) == (second.name, second.fields, second.parameters, second.media_types)
    assert [("OPEN",), ("1",)] == list(first.values.values())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("consumer = ", "CON-156"),
        ("x" * 1_048_577, "CON-156"),
        ("a = " + "[" * 30, "CON-156"),
        (HEAD, "CON-158"),
        (HEAD + READS + "colour = 1\n", "CON-157"),
        (HEAD + "colour = 1\n" + READS, "CON-157"),
        (HEAD + 'api = "Ordering"\n' + READS, "CON-158"),
        (HEAD.replace("stack", "# stack") + READS, "CON-158"),
        (HEAD.replace("webshop", "web\\u0007shop") + READS, "CON-158"),
        (HEAD + "[operations]\nlistOrders = 1\n", "CON-158"),
        (HEAD + '[operations.listOrders]\nfields = "response"\n', "CON-158"),
        (HEAD + "[operations.listOrders]\nfields = [1]\n", "CON-158"),
        (HEAD + '[operations.listOrders]\nfields = ["responses.items"]\n', "CON-158"),
        (HEAD + '[operations.listOrders]\nfields = ["response..items"]\n', "CON-158"),
        (HEAD + '[operations.listOrders]\nfields = ["response.a[0]"]\n', "CON-158"),
        (HEAD + f'[operations.listOrders]\nfields = ["response{".a" * 41}"]\n', "CON-158"),
        (HEAD + f'[operations.listOrders]\nfields = ["response.{"a" * 600}"]\n', "CON-158"),
        (HEAD + '[operations.listOrders]\nparameters = ["limit"]\n', "CON-158"),
        (HEAD + '[operations.listOrders]\nvalues = { "response.state" = "OPEN" }\n', "CON-158"),
        (HEAD + '[operations."a\\u0000b"]\n', "CON-158"),
        (HEAD + "".join(f"[operations.o{n}]\n" for n in range(1_001)), "CON-158"),
    ],
    ids=range(21),
)
def test_what_a_consumer_may_not_write_is_refused(text: str, code: str) -> None:
    """No TOML, too much of it, keys nobody reads, wrong kinds, ways that are none."""
    with pytest.raises(DeclarationError) as caught:
        read_consumer(text, "c.toml")

    assert code == caught.value.code


def test_only_whoever_uses_a_field_breaks_by_its_removal() -> None:
    """Read in a page, in a part of a part, or not at all; what is only sent is another thing."""
    gone = change("response-property-removed", old=PRICE, path="price")

    assert [("BROKEN", "listOrders response.items[].price")] == hits(READS, gone)
    assert [("BROKEN", "listOrders response.items[].parts[].parts[].price")] == hits(
        READS.replace("[].price", "[].parts[].parts[].price"), gone
    )
    assert [] == hits(READS.replace("price", "state"), gone)
    assert [] == hits(SENDS, gone)
    assert [] == hits('[operations."DELETE /orders/{id}"]\n', gone)


def test_what_a_consumer_does_not_say_counts_as_all_of_it() -> None:
    """Without a list of fields every change of the operation concerns it; an empty list means no field."""
    gone = change("response-property-removed", old=PRICE, path="price")

    assert [("BROKEN", "listOrders")] == hits("[operations.listOrders]\n", gone)
    assert [] == hits("[operations.listOrders]\nfields = []\n", gone)


def test_a_change_on_the_way_to_a_field_concerns_it() -> None:
    """A type on the way, a branch, a base, a map's values; not what lies beside the way."""

    def at(pointer: str, field: str) -> list[tuple[str, str]]:
        found = change("response-property-type-changed", old=pointer, new=pointer)
        return hits(f'[operations.listOrders]\nfields = ["response.items[].{field}"]\n', found)

    assert [("BROKEN", "listOrders response.items[].price")] == at(f"{PRICE}/type", "price")
    assert [("BROKEN", "listOrders response.items[].price")] == at(f"{ORDER}/type", "price")
    assert [("BROKEN", "listOrders response.items[].name")] == at("/components/schemas/Named/properties/name", "name")
    assert [("BROKEN", "listOrders response.items[].name")] == at(f"{ORDER}/allOf/0", "name")
    labels = f"{ORDER}/properties/labels/additionalProperties/type"
    assert [("BROKEN", "listOrders response.items[].labels.*")] == at(labels, "labels.*")
    assert [] == at(labels, "labels")
    assert [] == at(f"{PRICE}/type", "state")


def test_a_new_demand_breaks_whoever_sends_the_body() -> None:
    """Also who sends none of its fields by name; whoever sends the field already is only warned."""
    new = change("new-required-request-property", new=f"{ORDER}/properties/vat", path="vat")
    became = change("request-property-became-required", old=f"{ORDER}/required", new=f"{ORDER}/required", path="price")

    assert [("BROKEN", "createOrder")] == hits(SENDS, new)
    assert [("BROKEN", "createOrder")] == hits("[operations.createOrder]\nfields = []\n", new)
    assert [("WARNED", "createOrder request.price")] == hits(SENDS, became)
    assert [("BROKEN", "createOrder")] == hits(SENDS.replace("price", "name"), became)
    assert [] == hits(READS, new)


def test_values_are_told_by_those_that_a_consumer_handles() -> None:
    """A new value breaks whoever does not handle it; a value that goes breaks whoever sends it."""
    state = f"{ORDER}/properties/state"
    uses = '[operations.listOrders]\nfields = ["response.items[].state"]\n'
    values = 'values = { "response.items[].state" = ["OPEN", "CLOSED", "LOST"] }\n'
    sends = SENDS.replace("price", "state") + 'values = { "request.state" = ["OPEN"] }\n'
    added = [
        change("response-property-enum-value-added", Severity.WARN, new=f"{state}/enum/2", args=(value,))
        for value in ("LOST", "FOUND")
    ]
    gone = [
        change("request-property-enum-value-removed", old=f"{state}/enum/0", args=(value,))
        for value in ("OPEN", "CLOSED")
    ]

    assert ["WARNED", "WARNED"] == [hit for hit, _ in hits(uses, *added)]
    assert [("BROKEN", "listOrders response.items[].state")] == hits(uses + values, *added)
    assert [("BROKEN", "createOrder request.state")] == hits(sends, *gone)


def test_parameters_and_media_types_concern_whoever_sends_them() -> None:
    """A parameter or media type that goes breaks its users; a demand for a new parameter breaks everybody."""
    place = {"component": "GET /orders", "operations": ("GET /orders",)}
    gone = change("request-parameter-removed", Severity.WARN, args=("query", "limit"), **place)  # type: ignore[arg-type]  # the same two for all
    asked = change("new-required-request-parameter", args=("query", "tenant"), **place)  # type: ignore[arg-type]  # the same two for all
    media = change("response-media-type-removed", args=("text/csv",), **place)  # type: ignore[arg-type]  # the same two for all

    def using(said: str) -> list[str]:
        return [hit for hit, _ in hits(f"[operations.listOrders]\n{said}\n", gone, asked, media)]

    assert ["BROKEN", "BROKEN", "WARNED"] == using("")
    assert ["BROKEN"] == using("parameters = []\nmedia_types = []")
    assert ["BROKEN", "WARNED"] == using('parameters = ["query.limit"]\nmedia_types = ["application/json"]')
    assert ["BROKEN", "BROKEN"] == using('parameters = []\nmedia_types = ["text/csv"]')


def test_what_concerns_the_whole_operation_concerns_everybody() -> None:
    """An operation that goes, or asks for another scope; what only informs is no hit."""
    gone = change("api-path-removed-without-deprecation", old="/paths/~1orders/get", operations=("GET /orders",))
    told = change("endpoint-deprecated", Severity.INFO, operations=("GET /orders",))

    assert [("BROKEN", "listOrders")] == hits("[operations.listOrders]\nfields = []\n", gone, told)


def faults(uses: str) -> Sequence[tuple[str, str, str]]:
    """What is said of names that the API does not have."""
    operations = offered(document())
    found = consumer_faults(read_consumer(HEAD + uses, "c.toml"), operations, operations, owner="webshop")
    return [(one.code, one.got, one.fix) for one in found]


def test_a_name_that_the_api_does_not_have_is_told_with_the_nearest() -> None:
    """Operations, fields, parameters, media types and values; a side without a body, too."""
    uses = (
        '[operations.listOrder]\n[operations.createOrder]\nfields = ["request.prise", "response.id", "request.name"]\n'
        'parameters = ["query.limits"]\nmedia_types = ["application/jsn"]\n'
        '[operations.listOrders]\nvalues = { "response.items[].state" = ["OPEN", "CLOSD"] }\n'
    )

    assert [
        ("CON-162", "listOrder", "did you mean listOrders?"),
        ("CON-163", "request.prise", "did you mean price?"),
        ("CON-163", "response.id", "the operation has no body of this side: response"),
        ("CON-163", "query.limits", "did you mean query.limit?"),
        ("CON-163", "application/jsn", "did you mean application/json?"),
        ("CON-163", "CLOSD", "did you mean CLOSED?"),
    ] == faults(
        uses.replace('media_types = ["application/jsn"]\n', 'media_types = ["application/json", "application/jsn"]\n')
    )


def test_one_consumers_slip_holds_up_nobody_else() -> None:
    """A file that cannot be read, or names another API, is told as a warning; the others are asked."""
    operations = offered(document())
    diff = ContractDiff(
        Pair("ordering-public", "ordering", None, None), titles=frozenset({"Ordering"}), old=operations, new=operations
    )
    by_title = HEAD.replace('stack = "ordering-public"', 'api = "Ordering"')
    texts: dict[str, str | DeclarationError] = {
        "a": HEAD + READS,
        "b": by_title + READS,
        "broken": "x = ",
        "other": HEAD.replace("ordering", "odering") + READS,
        "title": by_title.replace('"Ordering"', '"Odering"') + READS,
        "late": HEAD.replace("ordering", "billing") + READS,
        "gone": DeclarationError("CON-156", "the file is not UTF-8 text", at="g.toml", got="byte 0", fix="save it"),
    }
    files = [ConsumerFile(f"{name}.toml", name, text) for name, text in texts.items()]

    [seen], found = with_consumers([diff], files, stacks={"ordering-public", "billing-public"}, whole=True)

    assert [("webshop", Hit.UNTOUCHED)] * 2 == [(view.consumer.name, view.hit) for view in seen.consumers]
    assert [("CON-156", "broken", 1), ("CON-164", "other", 3), ("CON-164", "title", 3), ("CON-156", "gone", 0)] == [
        (one.code, one.owner, one.at.line) for one in found
    ]
    assert not any(one.blocks for one in found)


def test_a_schema_inside_itself_ends() -> None:
    """A way of forty steps through a schema that holds itself, by properties and by branches, is followed at once."""
    looped = {
        **API,
        "components": {
            "schemas": {
                **API["components"]["schemas"],
                "Order": {"oneOf": [{"properties": {"parts": {"$ref": "#/components/schemas/Order"}}}] * 20},
            },
            "parameters": API["components"]["parameters"],
        },
    }
    order = offered(document(looped))["createOrder"]

    assert order.find("request", ["parts"] * 39).ends
    assert "x" == order.find("request", ["parts", "x"]).missing


def test_a_consumer_that_breaks_is_reason_enough_to_refuse() -> None:
    """What only warns in general refuses the change, once somebody publishes that it breaks."""
    consumer = read_consumer(HEAD + READS, "webshop.toml")
    gone = change("response-optional-property-removed", old=PRICE, path="price")
    pair = Pair("ordering-public", "ordering", None, None)
    verdicts = {
        hit: ContractDiff(pair, consumers=(ConsumerView(consumer, (Touch(gone, hit, "listOrders"),)),)).worst
        for hit in Hit
    }

    assert {Hit.UNTOUCHED: None, Hit.WARNED: None, Hit.BROKEN: Severity.BREAKING} == verdicts
