"""The campaign wizard's pages: the short way, every step, and a second officer's approval, also as the wrong person."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from chain.ids import Address
from chain.units import Points
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.persons import verify
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

STEPS = ("record", "list.csv", "purpose", "people", "amounts", "budget", "law", "message")
ACTS = ("list", "method", "start", "approval-request", "approval", "return")


@pytest.fixture
def officer(region: Region, sign_in: SignIn) -> Address:
    return sign_in(email="officer@example.jp").address


@pytest.fixture
def begin(client: FlaskClient, region: Region, officer: Address) -> Callable[..., str]:
    """A new campaign out of a new program, by the form; its address."""

    def make(cap: int = 1_000_000, **more: str) -> str:
        program = region.program(cap=cap)
        assert "次へ" in client.get(f"/console/{UDA}/programs/{program}/campaigns/new").text
        expiry = (region.today + timedelta(days=60)).isoformat()
        form = {"program_id": str(program), "purpose": "秋の応援", "kind": "general", "expiry_day": expiry}
        answer = client.post(f"/console/{UDA}/campaigns", data=form | more)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"].removesuffix("/people")

    return make


def list_of(text: str) -> dict[str, object]:
    return {"source": "file", "list": (io.BytesIO(text.encode()), "people.csv")}


def read(client: FlaskClient, address: str) -> str:
    return html.unescape(client.get(address).text)


def test_the_short_way_is_purpose_list_check_signature(
    client: FlaskClient, region: Region, begin: Callable[..., str]
) -> None:
    person, address = region.person("hana@example.jp"), begin()
    answer = client.post(f"{address}/people", data=list_of("メール,ポイント\nhana@example.jp,250\n"))
    assert answer.headers["Location"] == address  # everything is known: straight to the check
    page = read(client, address)
    assert "1人に付与する" in page
    assert "100人までは1回の処理" in page  # why a grant
    asked = client.post(f"{address}/start")
    client.post(asked.headers["Location"] + "/signature")
    region.settle()
    assert int(region.balance(person).total) == 250
    record = read(client, f"{address}/record")
    for words in ("秋の応援", "資金決済法3条1項", "250ポイント"):
        assert words in record
    assert "変える" not in record
    assert client.get(f"{address}/law").headers["Location"] == address  # a started campaign has no steps any more
    assert client.post(f"{address}/budget", data={"budget": "1"}).headers["Location"] == address


def test_a_wrong_field_of_the_first_step_keeps_everything_typed(
    client: FlaskClient, region: Region, officer: Address
) -> None:
    program = region.program()
    form = {"program_id": str(program), "purpose": "", "kind": "general", "reason": "議会の議決", "expiry_day": ""}
    answer = client.post(f"/console/{UDA}/campaigns", data=form)
    assert answer.status_code == 422
    assert "日付を選んで" in answer.text
    assert "議会の議決" in answer.text
    late = (region.today + timedelta(days=400)).isoformat()
    refused = client.post(f"/console/{UDA}/campaigns", data=form | {"purpose": "応援", "expiry_day": late})
    assert "事業の終わりの日より後" in refused.text
    unknown = client.post(
        f"/console/{UDA}/campaigns", data=form | {"purpose": "応援", "program_id": "77", "expiry_day": late}
    )
    assert "一覧から選んで" in unknown.text
    early = (region.today - timedelta(days=1)).isoformat()
    past = client.post(
        f"/console/{UDA}/campaigns", data=form | {"purpose": "応援", "expiry_day": late, "start_day": early}
    )
    assert past.status_code == 422


def test_a_return_gift_is_thirty_percent_and_needs_a_recorded_reason(
    client: FlaskClient, region: Region, begin: Callable[..., str]
) -> None:
    for name in ("hana", "taro", "jiro"):
        region.person(f"{name}@example.jp")
    address = begin(kind="return_gift", title_en="Thank you")
    rows = 'メール,寄附額\nhana@example.jp,10001\ntaro@example.jp,"200,000"\njiro@example.jp,2\n'
    answer = client.post(f"{address}/people", data=list_of(rows))
    assert answer.headers["Location"] == f"{address}/amounts"  # money is never taken for points
    too_much = {"amount_kind": "share", "rate": "40", "most": "50000", "go": "next"}
    assert client.post(f"{address}/amounts", data=too_much).headers["Location"] == f"{address}/budget"
    assert "3割をこえています" in read(client, f"{address}/law")
    assert "法令の確認で「できない」" in html.unescape(client.post(f"{address}/start", follow_redirects=True).text)
    client.post(f"{address}/amounts", data=too_much | {"rate": "３０"})
    page = read(client, address)
    assert "53,000" in page  # 3,000 and the most of 50,000
    assert "1ポイントになりません" in page
    assert "理由の記録が必要" in page
    assert "に付与する" not in page
    law = client.post(f"{address}/law", data={"legal_reason": " "})
    assert law.status_code == 422
    assert "入力してください" in law.text
    client.post(f"{address}/law", data={"legal_reason": "住所で町民を除いた", "go": "check"})
    page = read(client, address)
    assert "2人に付与する" in page
    assert "住所で町民を除いた" in page
    assert "担当者" in page  # who gave the reason
    client.post(f"{address}/amounts", data={"amount_kind": "same", "each": "10"})
    assert "理由の記録が必要" in read(client, address)  # another finding than the reason was given for


def test_people_are_pasted_and_everybody_gets_the_same(
    client: FlaskClient, region: Region, begin: Callable[..., str]
) -> None:
    region.person("hana@example.jp"), region.person("taro@example.jp")
    address = begin()
    text = "hana@example.jp\ntaro@example.jp\n123456789018\n"
    answer = client.post(f"{address}/people", data={"source": "paste", "text": text})
    assert answer.headers["Location"] == f"{address}/amounts"
    assert re.search(r'value="same"[^>]* checked', read(client, f"{address}/amounts"))
    refused = client.post(f"{address}/amounts", data={"amount_kind": "same", "each": "0"})
    assert refused.status_code == 422
    client.post(f"{address}/amounts", data={"amount_kind": "same", "each": "500", "go": "check"})
    page = read(client, address)
    assert "1,000" in page
    assert "マイナンバー" in page
    shown = read(client, f"{address}/people")
    assert "hana@example.jp\ntaro@example.jp" in shown  # kept as typed
    assert "123456789018" not in shown + page
    empty = client.post(f"{address}/people", data={"source": "paste", "text": " \n"})
    assert empty.status_code == 422
    assert "名簿に行がありません" in empty.text


def test_a_segment_is_counted_before_it_is_chosen_and_verified_residents_may_be_chosen(
    client: FlaskClient, region: Region, begin: Callable[..., str]
) -> None:
    address = begin()
    program = region.program(name="前の事業")
    region.grant(program, {region.person(): 100, region.person(): 200})
    form = {"source": "segment", "segment": "holders", "segment_program": str(program)}
    counted = client.post(f"{address}/people", data=form | {"do": "count"})
    assert "2人があてはまります" in counted.text
    assert region.campaign(int(address.rpartition("/")[2])).row_count == 0
    for wrong in ({"segment_program": ""}, {"segment": "customers", "since": ""}, {"segment": "nonsense"}):
        assert client.post(f"{address}/people", data=form | {"do": "count"} | wrong).status_code == 422
        assert client.post(f"{address}/people", data=form | wrong).status_code == 422
    nobody = client.post(f"{address}/people", data=form | {"segment": "card_holders"})
    assert "あてはまる人がいません" in nobody.text
    client.post(f"{address}/people", data=form)
    client.post(f"{address}/amounts", data={"amount_kind": "same", "each": "5"})
    page = read(client, address)
    assert "2人に付与する" in page
    assert "「前の事業」のポイントを持っている人" in page
    assert "人1" in page  # by name, where nothing else was typed
    refused = client.post(f"{address}/people", data={"source": "verified"})
    assert refused.status_code == 422
    assert "あてはまる人がいません" in refused.text
    assert "2人に付与する" in read(client, address)
    verify(region, region.person(), "ジュウミン")
    client.post(f"{address}/people", data={"source": "verified"})
    assert "1人に付与する" in read(client, address)


def test_over_budget_is_said_with_how_much_and_nothing_starts(
    client: FlaskClient, region: Region, begin: Callable[..., str]
) -> None:
    region.person("hana@example.jp")
    address = begin(cap=600)
    client.post(f"{address}/people", data=list_of("メール,ポイント\nhana@example.jp,500\n"))
    client.post(f"{address}/budget", data={"budget": "４５０", "go": "stay"})
    assert "予算を 50ポイント 超えます" in read(client, f"{address}/budget")
    assert "予算 450 ポイントを 50 ポイント超えます" in read(client, address)
    assert "超えます" in client.post(f"{address}/start", follow_redirects=True).text
    assert client.post(f"{address}/budget", data={"budget": "x"}).status_code == 422
    client.post(f"{address}/budget", data={"budget": ""})
    assert "1人に付与する" in read(client, address)


def test_the_message_is_shown_in_both_languages_and_stays_plain_text(
    client: FlaskClient, region: Region, begin: Callable[..., str]
) -> None:
    region.person("hana@example.jp")
    address = begin(title_en="Autumn aid")
    client.post(f"{address}/people", data=list_of("メール,ポイント\nhana@example.jp,1500\n"))
    page = read(client, f"{address}/message")
    assert "「秋の応援」として1,500ポイント" in page
    assert "1,500 points for “Autumn aid”" in page
    own = {"message_ja": "{amount}をどうぞ。", "message_en": "Enjoy {amount}.", "go": "stay"}
    client.post(f"{address}/message", data=own)
    assert "1,500ポイントをどうぞ。" in read(client, address)
    for wrong in ("<script>", "{name}さん", "あ" * 501):
        answer = client.post(f"{address}/message", data=own | {"message_ja": wrong})
        assert answer.status_code == 422
        assert html.escape(wrong) in answer.text  # nothing typed is lost
    assert "1,500ポイントをどうぞ。" in read(client, address)


def test_a_start_day_keeps_the_grant_waiting_and_a_drop_can_be_chosen(
    client: FlaskClient, region: Region, begin: Callable[..., str]
) -> None:
    region.person("hana@example.jp")
    address = begin(start_day=(region.today + timedelta(days=3)).isoformat())
    client.post(f"{address}/people", data=list_of("メール,ポイント\nhana@example.jp,10\n"))
    assert "から付与できます" in read(client, address)
    assert "始まりの日" in client.post(f"{address}/start", follow_redirects=True).text
    client.post(f"{address}/method", data={"method": "drop"})
    assert "職員が選びました" in read(client, address)
    assert "一覧から選んで" in client.post(f"{address}/method", data={"method": "post"}, follow_redirects=True).text
    region.travel(timedelta(days=3))
    assert client.post(f"{address}/start").headers["Location"].startswith("/sign/")


def test_a_large_grant_needs_another_officer_who_sees_everything(
    client: FlaskClient, region: Region, sign_in: SignIn, begin: Callable[..., str]
) -> None:
    region.person("hana@example.jp")
    region.points.wizard.limit.propose(UDA, region.officer, Points(1_000))
    address = begin(reason="議会の議決による")
    client.post(f"{address}/people", data=list_of("メール,ポイント\nhana@example.jp,1001\n"))
    assert "に付与する</" not in read(client, address)
    assert "承認を受けてから" in client.post(f"{address}/start", follow_redirects=True).text
    client.post(f"{address}/approval-request")
    page = read(client, address)
    mark = shown_mark(region, address)
    assert "承認を待っています" in page
    assert "承認する" not in page
    own = client.post(f"{address}/approval", data={"mark": mark}, follow_redirects=True)
    assert "自分では承認できません" in own.text
    assert (
        "自分では承認できません"
        in client.post(f"{address}/return", data={"send_back_reason": "x"}, follow_redirects=True).text
    )

    second = sign_in(email="second@example.jp", roles=[(Role.OFFICER, UDA)])
    assert "承認を待っている付与" in read(client, f"/console/{UDA}")
    page = read(client, address)
    for words in (
        "1,001ポイント の付与を承認する",
        "議会の議決による",
        "資金決済法3条1項",
        "hana@example.jp",
        "「秋の応援」として",
    ):
        assert words in page
    assert "hana@example.jp,1001,1001," in client.get(f"{address}/list.csv").text
    assert client.post(f"{address}/return", data={"send_back_reason": " "}).status_code == 422
    client.post(f"{address}/return", data={"send_back_reason": "人数を確かめて"})
    assert "人数を確かめて" in read(client, address)

    sign_in(email="officer@example.jp")
    region.platform.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
    client.post(f"{address}/list", data=list_of("メール,ポイント\nhana@example.jp,1002\n"))
    client.post(f"{address}/approval-request")
    sign_in(email="second@example.jp")
    stale = client.post(f"{address}/approval", data={"mark": mark}, follow_redirects=True)
    assert "表示したあとで内容が変わりました" in stale.text
    found = re.search(r'name="mark" value="(\w+)"', client.get(address).text)
    assert found
    client.post(f"{address}/approval", data={"mark": found[1]})
    assert "承認されました" in read(client, address)

    sign_in(email="officer@example.jp")
    client.post(f"{address}/budget", data={"budget": "5000"})
    assert "内容が変わりました。もう一度頼んで" in read(client, address)  # nothing that was not seen is approved
    client.post(f"{address}/budget", data={"budget": ""})
    assert client.post(f"{address}/start").headers["Location"].startswith("/sign/")  # as it was approved
    acts = read(client, f"/console/{UDA}/acts")
    for words in ("付与の承認を頼んだ", "付与を差し戻した", "付与を承認した", "承認が要る額を申し出た"):
        assert words in acts
    assert second.address != region.officer


def test_raising_the_limit_takes_two_officers_and_lowering_it_one(
    client: FlaskClient, region: Region, officer: Address, sign_in: SignIn
) -> None:
    address = f"/console/{UDA}/approval-limit"
    assert "1,000,000" in read(client, address)
    client.post(address, data={"limit": "2,000,000"})
    page = read(client, address)
    assert "いまは 1,000,000ポイント です" in page
    assert "この額に決める" not in page
    proposal = "1"
    refused = client.post(f"{address}/confirmation", data={"proposal": proposal}, follow_redirects=True)
    assert "自分では決められません" in refused.text
    sign_in(email="second@example.jp", roles=[(Role.OFFICER, UDA)])
    assert client.post(f"{address}/confirmation", data={"proposal": "9"}, follow_redirects=True).status_code == 200
    assert "いまは 1,000,000" in read(client, address)
    client.post(f"{address}/confirmation", data={"proposal": proposal})
    assert "いまは 2,000,000" in read(client, address)
    client.post(address, data={"limit": "0"})
    assert "いまは 0" in read(client, address)
    assert client.post(address, data={"limit": "9999999999"}).status_code == 422


def test_steps_and_acts_of_another_town_do_not_exist_and_others_are_refused(
    client: FlaskClient, region: Region, begin: Callable[..., str], sign_in: SignIn
) -> None:
    address = begin()
    number = address.rpartition("/")[2]
    for step in STEPS:
        assert client.get(f"{address}/{step}").status_code == 200
        assert client.get(f"{address}/{step}?lang=en").status_code == 200
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    for path in STEPS:
        assert client.get(f"/console/{MUKAWA}/campaigns/{number}/{path}").status_code == 404
        assert client.get(f"{address}/{path}").status_code == 403
    for path in (*STEPS[2:], *ACTS):
        assert client.post(f"/console/{MUKAWA}/campaigns/{number}/{path}").status_code == 404
        assert client.post(f"{address}/{path}").status_code == 403
    assert client.post(f"/console/{UDA}/campaigns").status_code == 403
    for path in ("approval-limit", "approval-limit/confirmation"):
        assert client.post(f"/console/{UDA}/{path}").status_code == 403


def shown_mark(region: Region, address: str) -> str:
    from points.queries.campaign_drafts import find_draft

    with region.platform.db.read() as session:
        return find_draft(session, UDA, int(address.rpartition("/")[2]), region.today).mark.hex()
