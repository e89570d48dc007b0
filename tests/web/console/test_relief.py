"""Pages of relief points: from the form to the second officer's signature, also as the wrong person."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from chain.ids import Address
from tests.fixtures.chain import OTSUKI, UDA
from tests.fixtures.persons import verify
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

ACTS = ("request", "confirmation", "return", "withdrawal", "program-signature")
HOME = f"/console/{UDA}/relief"


@pytest.fixture
def officer(region: Region, sign_in: SignIn) -> Address:
    return sign_in(email="officer@example.jp").address


@pytest.fixture
def resident(region: Region) -> Address:
    account = region.person("hana@example.jp")
    verify(region, account, "ジュウミン")
    return account


def form(region: Region, program: int | str, **changes: str) -> dict[str, str]:
    today = region.today
    given = {
        "name_ja": "台風15号", "name_en": "", "struck_on": today.isoformat(), "each": "3,000", "with_shelters": "1",
        "expiry_day": (today + timedelta(days=60)).isoformat(), "program": str(program), "area_id": "",
    }  # fmt: skip
    return given | changes


def read(client: FlaskClient, address: str) -> str:
    return html.unescape(client.get(address).text)


def shown_mark(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="mark" value="(\w+)"', client.get(address).text)
    assert found
    return found[1]


def sign(client: FlaskClient, address: str) -> str:
    """Where the signature leads to."""
    return client.post(f"{address}/signature").headers["Location"]


def test_one_officer_asks_and_another_confirms_and_signs(
    client: FlaskClient, region: Region, sign_in: SignIn, officer: Address, resident: Address
) -> None:
    assert "支援ポイントはまだありません" in read(client, HOME)
    assert "いま1人です" in read(client, f"{HOME}/new")
    answer = client.post(HOME, data=form(region, region.program()))
    address = answer.headers["Location"]
    page = read(client, address)
    assert "いま届けるとどうなるか" in page and "3,000" in page
    client.post(f"{address}/request")
    page = read(client, address)
    assert "確認を待っています" in page and "依頼した本人は確認できません" in page and 'name="mark"' not in page
    (campaign,) = set(re.findall(r"campaigns/(\d+)/", page)) or {"1"}
    assert client.get(f"/console/{UDA}/campaigns/{campaign}").headers["Location"].endswith(address)
    assert client.get(f"/console/{UDA}/campaigns/{campaign}/budget").headers["Location"].endswith(address)

    sign_in(email="second@example.jp", roles=[(Role.OFFICER, UDA)])
    assert "台風15号 支援ポイント" in read(client, f"/console/{UDA}")  # what waits stands on the first page
    mark = shown_mark(client, address)
    assert client.post(f"{address}/return", data={"send_back_reason": " "}).status_code == 422
    own = sign_in(email="officer@example.jp")
    refused = client.post(f"{address}/confirmation", data={"mark": mark}, follow_redirects=True)
    assert "自分では承認できません" in html.unescape(refused.text) and own.address == officer

    sign_in(email="second@example.jp")
    stale = client.post(f"{address}/confirmation", data={"mark": "00"}, follow_redirects=True)
    assert "表示したあとで内容が変わりました" in html.unescape(stale.text)
    to_sign = client.post(f"{address}/confirmation", data={"mark": mark}).headers["Location"]
    words = read(client, to_sign)
    assert "台風15号 支援ポイント" in words and "3,000ポイント" in words
    assert sign(client, to_sign).endswith(address)
    page = read(client, address)
    assert "届けたようす" in page and "確認しました" in page
    report = client.get(f"/console/{UDA}/campaigns/{campaign}/results.csv").text
    assert "hana" not in report and "3000" in report


def test_the_second_officer_sees_households_and_the_people_in_them(
    client: FlaskClient, region: Region, sign_in: SignIn, officer: Address, resident: Address
) -> None:
    region.platform.wallet.families.register.child(resident, "みお", "2015-04")
    answer = client.post(HOME, data=form(region, region.program(), per_household="1"))
    address = answer.headers["Location"]
    page = read(client, address)
    assert "これから届く世帯" in page and "1世帯の額" in page and "その世帯の人" in page
    client.post(f"{address}/request")
    sign_in(email="second@example.jp", roles=[(Role.OFFICER, UDA)])
    page = read(client, address)
    assert "確認して、1世帯に届ける" in page and "その世帯の人" in page
    client.post(f"{address}/withdrawal")
    sign_in(email="fan@example.jp")
    assert client.get(address).status_code == 403


def test_a_new_program_is_signed_on_the_way(client: FlaskClient, region: Region, officer: Address) -> None:
    area = re.search(r'<option value="(\d+)"[^>]*>[^<]*：', client.get(f"{HOME}/new").text)
    assert area
    answer = client.post(HOME, data=form(region, "new", area_id=area[1]))
    address = client.get(HOME).text
    found = re.search(rf"{HOME}/(\d+)", address)
    assert found and "先に、ポイント事業の署名がいります" in read(client, found[0])
    assert "ポイント事業がまだ始まっていません" in html.unescape(
        client.post(f"{found[0]}/request", follow_redirects=True).text
    )
    assert client.post(f"{found[0]}/program-signature").headers["Location"].startswith("/sign/")
    assert sign(client, answer.headers["Location"]).endswith(found[0])
    assert "登録しています" in read(client, found[0])


def test_wrong_fields_keep_everything_typed(client: FlaskClient, region: Region, officer: Address) -> None:
    program = region.program()
    for wrong in ({"each": "たくさん"}, {"each": "0"}, {"name_ja": ""}, {"program": "7"}, {"struck_on": "2999-01-01"}):
        answer = client.post(HOME, data=form(region, program) | wrong | {"name_en": "Typhoon"})
        assert answer.status_code == 422 and "Typhoon" in answer.text and "field__error" in answer.text
    assert client.post(HOME, data=form(region, program)).status_code == 303
    again = client.post(HOME, data=form(region, program))
    assert again.status_code == 422 and "すでに登録されています" in again.text


def test_another_towns_officer_agrees_and_sees_nothing_else(
    client: FlaskClient, region: Region, sign_in: SignIn, officer: Address
) -> None:
    answer = client.post(HOME, data=form(region, region.program()) | {"others": str(OTSUKI)})
    number = answer.headers["Location"].rpartition("/")[2]
    assert "同意を待っています" in read(client, f"{HOME}/{number}")
    theirs = f"/console/{OTSUKI}/relief"
    assert client.post(f"{theirs}/{number}/agreement").status_code == 403
    sign_in(email="otsuki@example.jp", roles=[(Role.OFFICER, OTSUKI)])
    assert "台風15号" in read(client, theirs)
    assert "同意しました" in html.unescape(client.post(f"{theirs}/{number}/agreement", follow_redirects=True).text)
    assert client.get(f"{theirs}/{number}").status_code == 404
    assert "同意を取り消しました" in html.unescape(
        client.post(f"{theirs}/{number}/agreement/withdrawal", follow_redirects=True).text
    )
    unknown = client.post(f"{theirs}/9999/agreement", follow_redirects=True)
    assert "頼まれていません" in html.unescape(unknown.text)
    for act in ACTS:
        assert client.post(f"{theirs}/{number}/{act}").status_code == 404
        assert client.post(f"{HOME}/{number}/{act}").status_code == 403


@pytest.mark.parametrize("who", ["", "fan@example.jp"])
def test_nobody_else_comes_in(client: FlaskClient, region: Region, sign_in: SignIn, who: str) -> None:
    if who:
        sign_in(email=who)
    expected = {403} if who else {302, 303, 401}
    for address in (HOME, f"{HOME}/new", f"{HOME}/1"):
        assert client.get(address).status_code in expected
    for act in ACTS:
        assert client.post(f"{HOME}/1/{act}").status_code in expected


def test_a_program_for_verified_people_is_offered_for_no_relief(
    client: FlaskClient, region: Region, officer: Address
) -> None:
    """Who comes to a shelter need not be verified."""
    program = region.program(verified_only=True)
    assert f'value="{program}"' not in read(client, f"{HOME}/new")
    refused = client.post(HOME, data=form(region, program))
    assert refused.status_code == 422 and "台風15号" in refused.text and "書いた内容は残っています" in refused.text


def test_the_list_says_for_whom_the_amount_is(client: FlaskClient, region: Region, officer: Address) -> None:
    client.post(HOME, data=form(region, region.program(), per_household="1"))
    assert "1世帯 3,000" in read(client, HOME)
