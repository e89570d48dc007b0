"""A prize draw from its draft to its winners, on the chain: what anybody can repeat, and what is given back."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from app.cli.draw import command
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address
from chain.units import Points
from points.errors import DrawNotOpen, PointsShort, TooManyTickets
from points.models import DrawState, Notice, NoticeKind
from points.queries.draws import DrawView, draw_document, find_draw, own_entries, wins_of
from points.services.draws.enter_draw import Entering
from points.services.draws.write_draw import DrawTerms, PrizeTerms
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region


@pytest.fixture
def shop(region: Region) -> int:
    return region.shop("宇陀市観光協会")


def terms(region: Region, shop: int, **changed: object) -> DrawTerms:
    now = region.platform.clock.now()
    given = {
        "title_ja": "新米が当たる抽選", "title_en": "", "description_ja": "", "description_en": "", "merchant_id": shop,
        "price": Points(100), "tickets_each": 3, "opens_at": now, "closes_at": now + timedelta(days=2),
        "prizes": (PrizeTerms("新米10kg", "", 1), PrizeTerms("大和茶", "", 2)),
    }  # fmt: skip
    return DrawTerms(**(given | changed))  # type: ignore[arg-type]


def published(region: Region, shop: int, **changed: object) -> int:
    draw_id = region.points.write_draw.draft(UDA, region.officer, terms(region, shop, **changed))
    region.points.write_draw.publish(UDA, draw_id)
    return draw_id


def enter(region: Region, draw_id: int, holder: Address, tickets: int = 1, key: str = "") -> int:
    return region.points.enter_draw.enter(Entering(draw_id, holder, tickets, key or uuid4().hex))


def seen(region: Region, draw_id: int) -> DrawView:
    with region.platform.db.read() as session:
        return find_draw(session, draw_id, region.platform.clock.now())


def document(region: Region, draw_id: int) -> dict[str, object]:
    with region.platform.db.read() as session:
        return draw_document(session, find_draw(session, draw_id, region.platform.clock.now()))


def test_winners_come_from_what_was_fixed_before_and_anybody_can_draw_them_again(
    region: Region, shop: int, tmp_path: Path
) -> None:
    people = [region.person() for _ in range(5)]
    region.grant(region.program(), dict.fromkeys(people, 1000))
    draw_id = published(region, shop)
    promised = document(region, draw_id)
    assert promised["seed"] is None
    for number, person in enumerate(people):
        enter(region, draw_id, person, tickets=1 + number % 3)
    region.settle()
    assert (seen(region, draw_id).people, seen(region, draw_id).tickets) == (5, 9)
    assert region.points.draw_winners.draw_due() == 0  # not over yet

    region.travel(timedelta(days=2, seconds=5))
    region.points.draw_winners.draw_due()
    region.chain.mine()
    region.chain.mine()
    region.look()
    assert region.points.draw_winners.draw_due() == 1
    assert region.points.draw_winners.draw_due() == 0
    assert seen(region, draw_id).state is DrawState.DRAWN
    found = document(region, draw_id)
    assert found["commitment"] == promised["commitment"]
    with region.platform.db.read() as session:
        wins = wins_of(session, draw_id)
        assert len({win.entry.holder for win in wins}) == len(wins) == 3
        assert [win.prize.name_ja for win in wins] == ["新米10kg", "大和茶", "大和茶"]
    region.look()
    with region.platform.db.read() as session:
        told = session.execute(select(Notice.account, Notice.facts).where(Notice.kind == NoticeKind.DRAW)).all()
    assert {(row.account, row.facts["prize_ja"]) for row in told} == {
        (win.entry.holder, win.prize.name_ja) for win in wins
    }

    file = tmp_path / "draw.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    assert CliRunner().invoke(command, ["verify", str(file)]).exit_code == 0
    forged = dict(found, winners=list(reversed(found["winners"])))  # type: ignore[call-overload]
    file.write_text(json.dumps(forged), encoding="utf-8")
    assert CliRunner().invoke(command, ["verify", str(file)]).exit_code != 0
    file.write_text(json.dumps(dict(found, seed="00" * 32)), encoding="utf-8")
    assert CliRunner().invoke(command, ["verify", str(file)]).exit_code != 0


def test_entering_is_bounded_and_repeating_a_press_enters_once(region: Region, shop: int) -> None:
    person, poor = region.person(), region.person()
    region.grant(region.program(), {person: 1_000, poor: 50})
    draw_id = published(region, shop)
    first = enter(region, draw_id, person, 2, key="pressed-once")
    assert enter(region, draw_id, person, 2, key="pressed-once") == first
    with pytest.raises(TooManyTickets):
        enter(region, draw_id, person, 2)
    with pytest.raises(PointsShort):
        enter(region, draw_id, poor)
    with pytest.raises(Invalid):
        enter(region, draw_id, person, 0)
    region.settle()
    assert int(region.balance(person).total) == 800
    later = published(region, shop, opens_at=region.platform.clock.now() + timedelta(days=1))
    with pytest.raises(DrawNotOpen):
        enter(region, later, person)


def test_what_is_published_does_not_change_and_belongs_to_its_town(region: Region, shop: int) -> None:
    draw_id = published(region, shop)
    with pytest.raises(Conflict):
        region.points.write_draw.change(UDA, draw_id, terms(region, shop, price=Points(1)))
    with pytest.raises(NotFound):
        region.points.cancel_draw.cancel(MUKAWA, draw_id, region.officer, "よその町")
    with pytest.raises(Invalid):
        region.points.write_draw.draft(MUKAWA, region.officer, terms(region, shop))


def test_a_draw_that_is_called_off_gives_every_entry_back_to_its_lots(region: Region, shop: int) -> None:
    person = region.person()
    region.grant(region.program(), {person: 1_000})
    draw_id = published(region, shop)
    enter(region, draw_id, person, 3)
    region.settle()
    region.points.cancel_draw.cancel(UDA, draw_id, region.officer, "台風のため")
    assert region.points.cancel_draw.give_back() == 1
    assert region.points.cancel_draw.give_back() == 0
    region.settle()
    assert region.points.cancel_draw.give_back() == 0
    assert int(region.balance(person).total) == 1_000
    with region.platform.db.read() as session:
        view = find_draw(session, draw_id, region.platform.clock.now())
        assert own_entries(session, view.draw, person, region.platform.clock.now()).tickets == 0
    region.travel(timedelta(days=3))
    assert region.points.draw_winners.draw_due() == 0
