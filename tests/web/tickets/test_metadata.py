"""What wallets and other markets read about tickets."""

from __future__ import annotations

from flask.testing import FlaskClient

from chain.contracts.ticket_inventory import ticket_id
from marketplace.models.tickets.facts import SlotCancelled
from tests.web.tickets.conftest import Harbour


def test_a_ticket_is_described_by_its_service_fare_day_and_place(client: FlaskClient, harbour: Harbour) -> None:
    number = harbour.open()
    adult, child = harbour.fares(number)
    slot = harbour.tickets.pages.service(number).slots[1]
    answer = client.get(f"/metadata/tickets/{ticket_id(adult, slot.slot):064x}.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    told = answer.json
    assert told is not None
    assert told["name"].startswith("Suruga Bay Ferry – Adult, 20")
    assert "駿河湾フェリー おとな" in told["name"]
    public = harbour.platform.settings.public_url
    assert told["external_url"] == f"{public}/tickets/{number}"
    traits = {trait["trait_type"]: trait["value"] for trait in told["attributes"]}
    assert traits["Date"] == slot.starts_at
    assert traits["Valid until"] == slot.ends_at
    assert (traits["Place"], traits["Town"], traits["Parts"]) == (
        "Shimizu Port", "Matsuzaki (松崎町)", "Boarding, Lighthouse",
    )  # fmt: skip
    assert "Transfer" not in traits
    picture = client.get(told["image"].removeprefix(public))
    assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    assert client.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304

    with harbour.platform.db.write() as session:
        session.add(SlotCancelled(service_number=number, slot=slot.slot, block_time=0, **harbour.fact()))
    told = client.get(f"/metadata/tickets/{ticket_id(child, slot.slot):064x}.json").json
    assert told is not None
    traits = {trait["trait_type"]: trait["value"] for trait in told["attributes"]}
    assert (traits["Status"], traits["Transfer"]) == ("Called off", "Not transferable")


def test_what_is_no_ticket_is_not_found(client: FlaskClient, harbour: Harbour) -> None:
    number = harbour.open()
    adult, _ = harbour.fares(number)
    draft = harbour.tickets.write.draft("0x" + "11" * 20, harbour.draft())  # type: ignore[arg-type]
    unopened = harbour.tickets.pages.town_service(harbour.draft().municipality, draft).fares[0].fare.number
    for digits in (
        f"{ticket_id(adult, 2**31):064x}", f"{ticket_id(adult + 9, 0):064x}", f"{ticket_id(unopened, 0):064x}",
        "f" * 64, "0" * 64, "1", f"{ticket_id(adult, 0):064X}x", "..%2f..",
    ):  # fmt: skip
        assert client.get(f"/metadata/tickets/{digits}.json").status_code == 404, digits


def test_the_inventory_says_what_it_is(client: FlaskClient, harbour: Harbour) -> None:
    told = client.get("/metadata/tickets").json
    assert told is not None
    assert {"name", "symbol", "description", "image", "external_link"} <= set(told)
    assert client.get(told["image"].removeprefix(harbour.platform.settings.public_url)).status_code == 200
