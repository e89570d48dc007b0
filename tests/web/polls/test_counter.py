"""Identity checks and votes at the counter: by paper card, once, and only at the poll's own town."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient

from app.wiring import Platform
from chain.ids import Address
from points.models.card_number import shown_card_number
from points.services.cards.record_act import Counter
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn
from tests.web.polls.test_polls import MUKAWA, close, open_poll, typed
from wallet import Role


def as_officer(sign_in: SignIn) -> Address:
    """With a managed wallet, so that votes can be signed at the counter."""
    return sign_in(roles=[(Role.OFFICER, str(UDA)), (Role.OFFICER, MUKAWA)], email="counter@example.jp").address


def person(community: CommunityOnChain, who: str, **changed: str) -> dict[str, str]:
    until = (community.clock.now() + timedelta(days=365)).date().isoformat()
    return {"who": who, "name_kana": "ヤマダ ハナ", "birthday": "1940-02-03", "valid_until": until, **changed}


def test_somebody_without_a_phone_votes_once(
    community: CommunityOnChain, client: FlaskClient, platform: Platform, sign_in: SignIn, member: Address
) -> None:
    counter = Counter(UDA, as_officer(sign_in))
    (card,) = platform.points.cards.make.print(counter, platform.points.cards.make.make(counter, "窓口", 1))
    number, persons = shown_card_number(card.number), f"/console/{UDA}/persons"
    assert "本人確認はまだありません" in client.get(persons).text
    refused = client.post(persons, data=person(community, number, name_kana="山田"))
    assert refused.status_code == 422
    assert "カタカナで入力" in refused.text
    assert 'value="山田"' in refused.text
    assert client.post(persons, data=person(community, "C-000-000-000")).status_code == 422
    assert client.post(persons, data=person(community, number)).status_code == 303
    twice = client.post(persons, data=person(community, member))
    assert twice.status_code == 409
    assert "別のアカウントで本人確認を終えています" in twice.text
    for language in ("ja", "en"):
        shown = client.get(f"{persons}?lang={language}").text
        assert number in shown
    client.get("/?lang=ja")

    community.travel(2)
    poll = open_poll(community, client, sign_in, mode="single", house="both", least_persons="1")
    desk = f"/console/{UDA}/polls/{poll.rsplit('/', 1)[1]}/counter"
    community.travel(1)
    sign_in()
    assert client.get(desk).status_code == 403
    assert client.post(f"{desk}/ballots", data={"who": number, "option": "0"}).status_code == 403
    sent = client.post(f"{poll}/ballots", data={"option": "1"})
    assert client.post(f"{sent.location}/signature").status_code == 303

    as_officer(sign_in)
    assert client.get(desk.replace(str(UDA), MUKAWA)).status_code == 404
    assert desk in client.get(f"/console/{UDA}/polls").text
    assert "この人は投票できません" in client.post(desk, data={"who": counter.officer}).text
    assert "山の藍" in client.post(desk, data={"who": number}).text
    nothing = client.post(f"{desk}/ballots", data={"who": number})
    assert nothing.status_code == 422
    asked = client.post(f"{desk}/ballots", data={"who": number, "option": "1"})
    words = client.get(asked.location).text
    assert number in words
    assert "川の緑" in words
    slip = client.post(f"{asked.location}/signature").location
    receipt = re.search(r"0x[0-9a-f]{64}", client.get(slip).text)
    assert receipt
    assert "川の緑" not in client.get(slip).text
    assert "もう投票しています" in client.post(desk, data={"who": number}).text
    again = client.post(f"{desk}/ballots", data={"who": number, "option": "0"})
    assert again.status_code == 409

    close(community)
    counted = client.get(poll).text
    assert "カードの票" in counted
    assert "人の票" in counted
    assert "数えられています" in client.get(f"{poll}/audit?receipt={receipt[0]}").text
    assert "うち1票は、窓口で職員が署名しました" in client.get(f"{poll}/audit").text
    assert client.get(f"{poll}?lang=en").status_code == 200
    client.get("/?lang=ja")
    assert client.get(desk).status_code == 200

    (listed,) = platform.wallet.list_persons.newest(UDA)
    gone = f"{persons}/{listed.row.id}/revocation"
    assert client.post(gone.replace(str(UDA), MUKAWA), data={"reason": "転出"}).status_code == 404
    client.post(gone, data={"reason": "転出"})
    assert "転出" in client.get(persons).text


def test_where_only_cards_count_there_is_no_counter(
    community: CommunityOnChain, client: FlaskClient, sign_in: SignIn
) -> None:
    poll = open_poll(community, client, sign_in)
    as_officer(sign_in)
    assert client.get(f"/console/{UDA}/polls/{poll.rsplit('/', 1)[1]}/counter").status_code == 404
    refused = client.post(f"/console/{UDA}/polls", data=typed(community, mode="quadratic", house="persons"))
    assert refused.status_code == 422
    assert "「カード1枚1票」のときだけ" in refused.text
