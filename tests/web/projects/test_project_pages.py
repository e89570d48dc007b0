"""A project for everybody and at its town's desk: written, pledged to, told about; what stands in the way is said."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from chain.clock import FixedClock
from tests.fixtures.web import SignIn
from tests.web.projects.conftest import FUNAHASHI, OFFICER, Field
from wallet import Role


def test_visitors_see_how_far_it_is_and_what_becomes_of_the_money(client: FlaskClient, fields: Field) -> None:
    assert "いま公開されているプロジェクトはありません" in client.get("/projects").text
    number = fields.open()
    fields.pledge(number, OFFICER, 4_000, "花子")
    assert "ひまわりの迷路" in client.get("/projects").text
    page = client.get(f"/projects/{number}").text
    for words in (
        "4,000円",
        "目標 10,000円",
        "40%",
        "1人が支援",
        "花子",
        "がんばれ",
        "全員に全額が自動で戻ります",
        "あと3日",
    ):
        assert words in page
    english = client.get(f"/projects/{number}?lang=en").text
    assert "A sunflower maze" in english and "¥10,000" in english
    assert client.get("/projects/1").status_code == 404
    assert "花子" in client.get(f"/projects/{number}/supporters").text


def test_a_pledge_is_signed_and_its_name_is_its_supporters_alone(
    client: FlaskClient, fields: Field, sign_in: SignIn
) -> None:
    number = fields.open()
    account = sign_in()
    address = f"/projects/{number}/pledges"
    for form, status, words in (
        ({"amount": "100"}, 422, "500円から50,000円まで"),
        ({"amount": "千円"}, 422, "数字だけ"),
        ({"amount": "1000.5"}, 422, "数字だけ"),
        ({"choice": "3000", "name": "長" * 41}, 422, "長すぎます"),
        ({"choice": "3000"}, 409, "残高があと3,000円足りません"),
    ):
        answer = client.post(address, data=form)
        assert (answer.status_code, words in answer.text) == (status, True), form
    assert 'value="100"' in client.post(address, data={"amount": "100"}).text
    fields.give_yen(account.address, 3_000)
    posted = client.post(address, data={"choice": "3000", "name": "太郎"})
    assert posted.status_code == 303
    asked = client.get(posted.location).text
    assert "3,000円" in asked and "太郎" in asked

    foreign = fields.pledge(number, OFFICER, 1_000, "花子")
    assert client.get(f"/pledges/{foreign}").status_code == 404
    assert client.post(f"/pledges/{foreign}/name", data={"name": "別人"}).status_code == 404
    own = fields.pledge(number, account.address, 2_000, "太郎")
    assert "支援が届きました" in client.get(f"/pledges/{own}").text
    assert "2,000円 · 支援受付中" in client.get("/projects").text
    client.post(f"/pledges/{own}/name", data={"name": "", "message": ""})
    assert "太郎" not in client.get(f"/projects/{number}").text


def test_an_officer_writes_one_and_others_are_kept_out(client: FlaskClient, fields: Field, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    desk = f"/console/{FUNAHASHI}/projects"
    assert "プロジェクトはまだありません" in client.get(desk).text
    form = {
        "title_ja": "恐竜の骨", "title_en": "Bones", "story_ja": "掘ります。", "story_en": "We dig.",
        "scene": "dinosaur",
        "donation_kind": "town", "goal": "1.5", "all_or_nothing": "1", "opens_at": "2099-01-01T10:00",
        "closes_at": "2098-01-01T10:00", "least": "500", "most": "5000", "suggested": "1000", "thanks_from": "0",
        "payee": ["town"], "percent": ["99"], "step_percent": ["100"], "step_ja": ["掘る"], "step_en": ["Dig"],
    }  # fmt: skip
    refused = client.post(desk, data=form)
    assert refused.status_code == 422 and 'value="恐竜の骨"' in refused.text and 'value="99"' in refused.text
    assert "100" in refused.text and "数字だけ" in refused.text
    assert "集まった分で実施する（届かなくても実施）" in refused.text
    good = form | {"goal": "150000", "percent": ["100"], "closes_at": "2099-02-01T10:00"}
    saved = client.post(desk, data=good)
    assert saved.status_code == 303
    page = client.get(saved.location).text
    assert "恐竜の骨" in page and "公開に署名する" in page and "下書きを直す" in page
    assert "恐竜の骨" in client.get(saved.location + "/edit").text
    signing = client.post(saved.location + "/opening")
    assert signing.status_code == 303 and "プロジェクトを公開する署名" in client.get(signing.location).text
    assert client.get(saved.location.replace("/console/163210/", "/console/015865/")).status_code in (403, 404)
    number = fields.open()
    told = client.post(
        f"{desk}/{number}/updates", data={"title_ja": "種", "body_ja": "届きました"}, follow_redirects=True
    )
    assert (
        "お知らせを載せました" in told.text
        and "種" in told.text
        and "届きました" in client.get(f"/projects/{number}").text
    )
    client.post("/signout")
    sign_in(email="buyer@example.jp")
    assert client.get(desk).status_code == 403
    assert client.post(f"{desk}/{number}/cancellation", data={"reason": "x"}).status_code == 403


def test_the_towns_list_of_supporters_holds_what_they_wished_to_show(
    client: FlaskClient, fields: Field, sign_in: SignIn
) -> None:
    number = fields.open()
    named = fields.pledge(number, OFFICER, 4_000, "=HYPERLINK(1)")
    fields.pledge(number, OFFICER, 3_000, "")
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    desk = f"/console/{FUNAHASHI}/projects/{number}/supporters"
    assert "4,000円" in client.get(desk).text
    rows = client.get(desk + ".csv").text.splitlines()
    assert len(rows) == 3 and "4000,'=HYPERLINK(1),がんばれ" in rows[1] and str(OFFICER) not in "".join(rows)
    hidden = client.post(f"{desk}/{named}", data={"hidden": "1"}, follow_redirects=True)
    assert "表示する" in hidden.text and "HYPERLINK" not in client.get(desk + ".csv").text
    assert "HYPERLINK" not in client.get(f"/projects/{number}/supporters").text
    assert "まだ支援がありません" in client.get(f"/console/{FUNAHASHI}/projects/{fields.open()}/supporters").text
    assert client.get(f"/console/015865/projects/{number}/supporters.csv").status_code == 403
    client.post("/signout")
    sign_in(email="buyer@example.jp")
    assert client.get(desk + ".csv").status_code == 403


def test_what_has_ended_says_how_and_promises_nothing_more(
    client: FlaskClient, fields: Field, clock: FixedClock, sign_in: SignIn
) -> None:
    empty, missed = fields.open(all_or_nothing=False), fields.open()
    assert "サインインして支援する" in client.get(f"/projects/{missed}").text
    keeps_all = client.get(f"/projects/{empty}").text
    assert "目標に届かなくても実施します。目標に届かないことを理由に、お金は戻りません。" in keeps_all
    assert "全額が自動で戻ります" not in keeps_all
    fields.pledge(missed, OFFICER, 4_000, "")
    clock.advance(timedelta(days=4))
    ended, returning = client.get(f"/projects/{empty}").text, client.get(f"/projects/{missed}").text
    assert "終了（支援なし）" in ended and "支援はありませんでした" in ended and "成立" not in ended
    assert "目標に届きませんでした" in returning and "順番にお返ししています" in returning
    assert "支援の確認へ進む" not in ended + returning
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    desk = client.get(f"/console/{FUNAHASHI}/projects/{empty}").text
    assert "終了（支援なし）" in desk and "取りやめの署名" not in desk
