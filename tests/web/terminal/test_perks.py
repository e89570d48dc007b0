"""A member card at a partner shop: what to give is shown, giving is counted, and others are kept out."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from flask.testing import FlaskClient

from chain.clock import unix
from chain.ids import Address
from marketplace.models import ChainCollection, FanClubCardDetail, Perk, Token
from marketplace.services.create_collection import CollectionDraft
from tests.fixtures.web import SignIn
from tests.web.terminal.test_admission import AT, pier, scan  # noqa: F401  (a fixture)
from tests.web.tickets.conftest import MATSUZAKI, OFFICER, PIER, Harbour, address, harbour  # noqa: F401  (a fixture)
from wallet import Role

SERIES = address("matsuzaki-fans")
TEA = Perk("港", "Pier", "お茶1杯", "A cup of tea", PIER, "day")
TOWEL = Perk("港", "Pier", "手ぬぐい", "A towel", PIER)


@pytest.fixture
def fan(pier: Harbour) -> Address:  # noqa: F811
    """Has the first card of a fan club of the town."""
    platform = pier.platform
    person = platform.wallet.open_managed_account("fan@example.jp")[0].address
    perks = [asdict(perk) for perk in (TEA, TOWEL, Perk("宿", "Inn", "朝風呂", "A bath"))]
    draft = CollectionDraft(
        series="matsuzaki-fans", symbol="MEMBER", municipality=MATSUZAKI,
        detail=FanClubCardDetail("松崎の会", "Friends of Matsuzaki", perks), name_ja="松崎ファンクラブ会員証",
        name_en="Matsuzaki Fan Club", story_ja="物語", story_en="Story", gives_ja=("お茶",), gives_en=("Tea",),
        scene="ferry", max_supply=10, royalty_receiver=OFFICER, locked=True,
    )  # fmt: skip
    number = int(platform.marketplace.create_collection.prepare(OFFICER, draft).subject)
    moment = unix(platform.clock.now())
    chain = ChainCollection(
        address=SERIES, number=number, municipality=int(MATSUZAKI), block_time=moment, **pier.fact()
    )
    with platform.db.write() as session:
        session.add_all((chain, Token(collection=SERIES, token_id=1, owner=person, minted_at=moment, since=moment)))
    return person


def test_a_member_is_given_what_the_shop_gives_and_it_is_counted(
    client: FlaskClient,
    pier: Harbour,  # noqa: F811
    fan: Address,
    sign_in: SignIn,
) -> None:
    code = pier.platform.marketplace.admission.right_codes.code((SERIES, 1), fan)
    looked = client.post(f"{AT}/looks", data=scan(code, "one"), headers={"HX-Request": "true"}).text
    assert (
        all(words in looked for words in ("松崎ファンクラブ会員証", "お茶1杯", "手ぬぐい")) and "朝風呂" not in looked
    )
    for _ in range(2):  # the answer was lost
        given = client.post(f"{AT}/perks", data=scan(code, "one", perk=0), headers={"HX-Request": "true"}).text
        assert "この方は1回目です" in given and "きょう渡した特典" in given and "1件" in given
    again = client.post(f"{AT}/perks", data=scan(code, "two", perk=0))
    assert (
        again.status_code == 409 and "すでにお渡ししています" in again.text and "特典をお渡しできません" in again.text
    )
    assert "すでにお渡ししています" in client.post(f"{AT}/looks", data=scan(code, "two")).text
    for perk in ("2", "-1", "x", "99999999"):
        assert client.post(f"{AT}/perks", data=scan(code, f"wrong {perk}", perk=perk)).status_code == 409, perk
    assert client.post(f"{AT}/perks", data={"code": code, "nonce": "1", "perk": "0"}).status_code == 422
    assert client.post(f"{AT}/perks", data=scan("MR1.1.2.3", "x", perk=0)).status_code == 422
    assert "A towel" in client.post(f"{AT}/looks?lang=en", data=scan(code, "three")).text
    day = client.get(f"{AT}?lang=ja").text
    assert "お茶1杯" in day and "まだありません" not in day

    sign_in(roles=[(Role.MERCHANT_STAFF, "999")], email="elsewhere@example.jp")
    assert client.post(f"{AT}/perks", data=scan(code, "four", perk=1)).status_code == 403
    page = f"/collection/{SERIES}/1"
    assert "MR1." not in client.get(page).text and "受けた特典" not in client.get(page).text
    sign_in(email="fan@example.jp")
    own = client.get(page).text
    assert code in own and "お店で見せると、特典を受けられます" in own and "受けた特典" in own
    sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))], email="officer@example.jp")
    desk = client.get(f"/console/{MATSUZAKI}/member-cards").text
    assert "お茶1杯" in desk and "1回" in desk and "加盟店ではないため数えません" in desk
