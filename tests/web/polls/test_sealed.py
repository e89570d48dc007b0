"""Sealed polls in the browser: an officer asks trustees, they keep their keys, members answer, and nobody sees a result
before enough keys have come."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner
from flask.testing import FlaskClient

from app.cli.dao import command
from app.wiring import Platform, event_handlers
from chain.events import route_pending
from chain.ids import Address
from dao.models.polls.sealing import TrusteeKey, seal_answer
from points.models.card_number import shown_card_number
from points.services.cards.record_act import Counter
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn
from tests.web.polls.test_counter import as_officer, person
from tests.web.polls.test_polls import MUKAWA, typed

NAMES = ("宇陀市議会", "富士川町の立会人", "外の監査人")
EMAILS = tuple(f"trustee{place}@example.jp" for place in range(3))
KEY = re.compile(r"[A-Z2-7]{5}(?:-[A-Z2-7]{4,5}){5}")


def prepared(community: CommunityOnChain, client: FlaskClient, sign_in: SignIn, **changed: str) -> str:
    """By the officer; the path of the preparation's page."""
    for email in EMAILS:
        sign_in(email=email)
    as_officer(sign_in)
    trustees = "\n".join(f"{name} | {email}" for name, email in zip(NAMES, EMAILS, strict=True))
    fields = {"mode": "single", "sealed": "1", "trustees": trustees, "needed": "2", **changed}
    made = client.post(f"/console/{UDA}/polls", data=typed(community, **fields))
    assert made.status_code == 303, made.text
    return made.location


def accepted(client: FlaskClient, sign_in: SignIn, duty: str, email: str) -> str:
    """The key as the page shows it."""
    sign_in(email=email)
    shown = client.post(f"{duty}/acceptance")
    assert shown.headers["Cache-Control"] == "no-store"
    found = KEY.search(shown.text)
    assert found
    assert found[0] not in client.get(duty).text  # once only
    return found[0]


def close(community: CommunityOnChain) -> None:
    community.travel(3 * 3600)
    community.travel(2)
    community.travel(2)


def test_from_the_trustees_to_the_audit(
    community: CommunityOnChain, client: FlaskClient, platform: Platform, sign_in: SignIn, member: Address,
    tmp_path: Path,
) -> None:  # fmt: skip
    card = paper_voter(community, client, platform, sign_in)
    desk = prepared(community, client, sign_in, house="both")
    duty = "/polls/trusteeships/" + desk.rsplit("/", 1)[1]
    assert "立会人があと2人引き受けると、開けます" in client.get(desk).text
    assert client.get(desk.replace(str(UDA), MUKAWA)).status_code == 404
    assert "引き受けた人 0人" in client.get(f"/console/{UDA}/polls").text
    early = client.post(f"{desk}/opening")
    assert early.location.endswith(desk)
    assert client.get(duty).status_code == 404  # an officer is no trustee
    assert client.post(f"{duty}/acceptance").status_code == 404
    route_pending(platform.db, event_handlers(platform), platform.clock.now())
    sign_in(email=EMAILS[0])
    assert "立会人をお願いされています" in client.get("/notices").text
    assert client.post(f"{desk}/opening").status_code == 403
    assert client.post(f"{desk}/withdrawal").status_code == 403
    for language in ("en", "ja"):
        assert client.get(f"{duty}?lang={language}").status_code == 200
    lost = accepted(client, sign_in, duty, EMAILS[0])
    keys = [accepted(client, sign_in, duty, email) for email in EMAILS[:2]]
    sign_in(email=EMAILS[2])
    assert client.post(f"{duty}/refusal").status_code == 303
    as_officer(sign_in)
    assert "ひとりでも鍵をなくすと" in client.get(desk).text
    poll = client.post(f"{desk}/opening").location
    assert poll.startswith("/polls/")
    community.travel(1)

    sign_in()
    page = client.get(poll).text
    assert "結果は締切まで誰にも見えません" in page
    assert NAMES[0] in page
    assert NAMES[2] not in page
    sent = client.post(f"{poll}/ballots", data={"option": "1"})
    assert "川の緑" not in client.get(sent.location).text  # what is kept to be signed tells nothing
    client.post(f"{sent.location}/signature")
    page = client.get(poll).text
    assert "封をして預かっています" in page
    answers_from_the_browser(client, platform, poll, member)
    receipt = re.search(r"0x[0-9a-f]{64}", client.get(poll).text)
    assert receipt
    assert client.get(f"{poll}/ballots.json").status_code == 409
    votes_at_the_counter(client, sign_in, poll, card)
    sign_in(email=EMAILS[0])
    assert duty in client.get(poll).text
    assert client.post(f"{duty}/key", data={"key": keys[0]}).status_code == 409  # before the close

    close(community)
    assert community.dao.polls.count.count() == 0
    assert "立会人の鍵を待っています" in client.get(poll).text
    for typed_key, sentence in (("QWERT", "29文字を1つずつ"), (lost, "渡された鍵ではありません")):
        wrong = client.post(f"{duty}/key", data={"key": typed_key})
        assert wrong.status_code == 422
        assert sentence in wrong.text
        assert typed_key not in wrong.text
    assert client.post(f"{duty}/key", data={"key": keys[0].lower()}).status_code == 303
    assert "あなたの鍵を受け取りました" in client.get(duty).text
    page = client.get(poll).text
    assert "あと1人の鍵で開きます" in page
    assert "まだ届いていません" in page
    assert client.get(f"{poll}/audit").status_code == 409
    sign_in(email=EMAILS[2])
    assert client.post(f"{duty}/key", data={"key": keys[1]}).status_code == 404
    sign_in(email=EMAILS[1])
    client.post(f"{duty}/key", data={"key": keys[1]})

    assert community.dao.polls.count.count() == 1
    sign_in()
    page = client.get(poll).text
    assert "開票済み" in page
    assert "<strong>川の緑</strong>" in page
    assert "2人が投票しました" in page
    audited = client.get(f"{poll}/audit?receipt={receipt[0]}").text
    assert "すべて合っています" in audited
    assert "数えられています" in audited
    bundle = client.get(f"{poll}/ballots.json").get_json()
    assert bundle["secret"] in audited
    file = tmp_path / "poll.json"
    file.write_text(json.dumps(bundle))
    assert CliRunner().invoke(command, ["audit", str(file)]).exit_code == 0
    file.write_text(json.dumps({**bundle, "secret": "0x" + "00" * 16}))
    assert "secret_differs" in CliRunner().invoke(command, ["audit", str(file)]).output
    for path in (poll, f"{poll}/audit"):
        assert client.get(f"{path}?lang=en").status_code == 200


def paper_voter(community: CommunityOnChain, client: FlaskClient, platform: Platform, sign_in: SignIn) -> str:
    """Somebody verified who has a paper card; its number."""
    counter = Counter(UDA, as_officer(sign_in))
    (card,) = platform.points.cards.make.print(counter, platform.points.cards.make.make(counter, "窓口", 1))
    number = shown_card_number(card.number)
    assert client.post(f"/console/{UDA}/persons", data=person(community, number)).status_code == 303
    community.travel(2)
    return number


def answers_from_the_browser(client: FlaskClient, platform: Platform, poll: str, member: Address) -> None:
    """What app/frontend/seal.ts sends."""
    page = client.get(f"{poll}?change=1").text
    seen = dict(re.findall(r'data-seal-(key|poll|voter|most)="([^"]+)"', page))
    assert seen["voter"] == member
    box = seal_answer(
        bytes.fromhex(seen["key"]), bytes.fromhex(seen["poll"]), Address(seen["voter"]), (1,), int(seen["most"])
    )
    for wrong in ("zz", "00", box.hex()[2:]):
        refused = client.post(f"{poll}/ballots", data={"box": wrong})
        assert refused.status_code == 422
        assert "封が正しい形ではありません" in refused.text
    sent = client.post(f"{poll}/ballots", data={"box": box.hex()})
    assert client.post(f"{sent.location}/signature").status_code == 303


def votes_at_the_counter(client: FlaskClient, sign_in: SignIn, poll: str, card: str) -> None:
    as_officer(sign_in)
    counter = f"/console/{UDA}/polls/{poll.rsplit('/', 1)[1]}/counter"
    assert "data-seal-key" in client.post(counter, data={"who": card}).text
    asked = client.post(f"{counter}/ballots", data={"who": card, "option": "1"})
    assert "川の緑" not in client.get(asked.location).text
    slip = client.post(f"{asked.location}/signature").location
    assert re.search(r"0x[0-9a-f]{64}", client.get(slip).text)
    assert "この人は、もう投票しています" in client.post(counter, data={"who": card}).text


def test_what_is_wrong_keeps_what_was_typed_and_a_poll_without_keys_is_void(
    community: CommunityOnChain, client: FlaskClient, platform: Platform, sign_in: SignIn, member: Address
) -> None:
    idea = client.post("/communities/uda/ideas", data={"title_ja": "山のラベル", "body_ja": "山を描く。"}).location
    as_officer(sign_in)
    two = "宇陀市議会 | trustee0@example.jp\n外の監査人 | trustee1@example.jp"
    for trustees, needed, sentence in (
        ("", "2", "立会人は2人から"),
        ("宇陀市議会", "2", "の形で書いてください"),
        ("宇陀市議会 | nobody@example.jp", "2", "人が見つかりません"),
        (two, "x", "入力内容を確認"),
    ):
        fields = {"mode": "single", "sealed": "1", "trustees": trustees, "needed": needed}
        refused = client.post(f"/console/{UDA}/polls", data=typed(community, **fields))
        assert refused.status_code == 422
        assert sentence in refused.text
        assert trustees.split(" ")[0] in refused.text
        assert "ラベルの絵" in refused.text
    gone = prepared(community, client, sign_in)
    assert client.post(f"{gone}/withdrawal").status_code == 303
    assert "取りやめたアンケートです" in client.get(gone).text
    desk = prepared(community, client, sign_in, idea=idea.rpartition("/")[2])
    duty = "/polls/trusteeships/" + desk.rsplit("/", 1)[1]
    keys = [accepted(client, sign_in, duty, EMAILS[0])]
    sign_in(email=EMAILS[1])
    own = TrusteeKey.new()  # made by the browser
    assert client.post(f"{duty}/acceptance", data={"public_key": "zz"}).status_code == 422
    assert client.post(f"{duty}/acceptance", data={"public_key": own.public.hex()}).location.endswith(duty)
    as_officer(sign_in)
    poll = client.post(f"{desk}/opening").location
    assert idea in client.get(poll).text  # what the poll began with
    assert client.post(f"{desk}/invalidity", data={"reason": "早すぎる"}).status_code == 409
    close(community)
    assert desk in client.get(f"/console/{UDA}/polls").text
    assert "立会人を待ちます" in client.get(desk).text
    assert client.post(f"{desk}/invalidity", data={"reason": "早すぎる"}).status_code == 409
    community.travel(7 * 24 * 3600)
    as_officer(sign_in)
    empty = client.post(f"{desk}/invalidity", data={"reason": ""})
    assert empty.status_code == 422
    assert client.post(f"{desk}/invalidity", data={"reason": "立会人が鍵をなくしたため"}).status_code == 303
    assert "立会人が鍵をなくしたため" in client.get(poll).text
    route_pending(platform.db, event_handlers(platform), platform.clock.now())
    sign_in(email=EMAILS[0])
    for language, head in (("en", "is void"), ("ja", "は無効になりました")):
        notices = client.get(f"/notices?lang={language}").text
        assert head in notices
        assert "立会人が鍵をなくしたため" in notices
    assert client.post(f"{desk}/invalidity", data={"reason": "x"}).status_code == 403
    assert client.post(f"{duty}/key", data={"key": keys[0]}).status_code == 409
    assert "無効になりました" in client.get(duty).text
