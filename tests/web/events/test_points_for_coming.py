"""Points for coming, on the real chain: those who were let in get theirs once, out of a grant that an officer signs."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from chain.clock import unix
from dao.models.events import Audience, EventKind
from dao.services.events.write_event import EventDraft
from tests.fixtures.boards import put_board
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role


def test_guests_get_their_points_once(region: Region, client: FlaskClient, sign_in: SignIn) -> None:
    program, platform = region.program(cap=1_000), region.platform
    events, clock = platform.dao.events, platform.clock
    put_board(platform.db, clock)  # type: ignore[arg-type]
    begins = unix(clock.now() + timedelta(hours=1))
    draft = EventDraft(
        EventKind.HARVEST, "ゆずの収穫", "The yuzu harvest", "", "", "道の駅", "", begins, begins + 3_600, 9, 1, 24,
        Audience.EVERYBODY, None, None,
    )  # fmt: skip
    number = events.write.write("uda", UDA, region.officer, draft)
    people = [region.person(f"p{place}@example.jp") for place in range(3)]
    for person in people:
        events.reply.come(number, person, 1)
    for person in people[:2]:  # the third stays at home
        own = events.pages.event(number, person).own
        assert own is not None
        events.door.let_in(number, own.code, 2, region.officer, is_host=True)
    region.travel(timedelta(hours=3))

    desk = f"/console/{UDA}/events/{number}"
    given = {"program": str(program), "each": "100"}
    sign_in(email="taro@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    assert client.post(f"{desk}/points", data=given).status_code == 403
    assert client.post(f"/console/{MUKAWA}/events/{number}/points", data=given).status_code == 404
    sign_in(email="officer@example.jp")
    assert f'<option value="{program}"' in client.get(f"{desk}/guests").text
    for wrong in ({"program": "99"}, {"each": "0"}, {"each": "たくさん"}, {"each": "999999"}):
        refused = client.post(f"{desk}/points", data=given | wrong)
        assert refused.location.endswith(f"{desk}/guests")
    grant = client.post(f"{desk}/points", data=given).location
    assert "/campaigns/" in grant
    assert client.post(f"{desk}/points", data=given).location == grant
    assert "イベントに来た人" in client.get(f"{grant}/record").text
    asked = client.post(f"{grant}/start")
    client.post(asked.location + "/signature")
    region.settle()
    assert client.post(f"{desk}/points", data=given).location == grant
    assert [int(region.balance(person).total) for person in people] == [100, 100, 0]
