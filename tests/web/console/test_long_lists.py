"""Lists longer than any other upload: who may send them, how long they may be, and that they are looked up in bulk."""

from __future__ import annotations

import pytest
from flask import request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from chain.ids import Address
from points.errors import CampaignFileRefused
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region
from tests.fixtures.statements import counted
from tests.fixtures.web import SignIn

MIB = 1024 * 1024
NINE_MIB = b"\xef\xbb\xbf" + "メール,ポイント,備考\n".encode() + f"hana@example.jp,100,{'x' * 99_999}\n".encode() * 95


@pytest.fixture
def officer(region: Region, sign_in: SignIn) -> Address:
    """The client is signed in as the officer of UDA whose key signs on chain."""
    return sign_in(email="officer@example.jp").address


def post(client: FlaskClient, address: str, raw: bytes) -> TestResponse:
    """As a browser would; the test client itself would keep long files open."""
    head = b'--end\r\nContent-Disposition: form-data; name="list"; filename="people.csv"\r\n\r\n'
    data = head + raw + b"\r\n--end--\r\n"
    return client.post(address, data=data, content_type="multipart/form-data; boundary=end")


def test_an_officer_sends_a_list_that_nobody_else_may(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    assert len(NINE_MIB) > 9 * MIB
    region.person("hana@example.jp")
    campaign = region.draft(region.program())
    address = f"/console/{UDA}/campaigns/{campaign}/list"
    with client:
        assert "/signin" in post(client, address, NINE_MIB).headers["Location"]
        assert request.max_content_length == 8 * MIB
        sign_in(email="fan@example.jp")
        assert post(client, address, NINE_MIB).status_code == 403
        assert request.max_content_length == 8 * MIB
    sign_in(email="officer@example.jp")
    assert post(client, address, NINE_MIB).status_code == 303
    view = region.campaign(campaign)
    assert (view.people, view.error_count) == (1, 94)  # the same person again and again
    other = post(client, f"/console/{UDA}/merchants/import", NINE_MIB)
    assert other.status_code == 413
    assert "8MB以下" in other.text
    longer = post(client, address, NINE_MIB * 4)
    assert longer.status_code == 413
    assert "32MB以下" in longer.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_a_long_list_is_looked_up_and_written_in_bulk(region: Region, encoding: str) -> None:
    people = [region.person() for _ in range(3)]
    campaign = region.draft(region.program())
    known = "".join(f"person{number},{one},10\n" for number, one in enumerate(people))
    strangers = "".join(f"nobody{number}@example.jp,,10\n" for number in range(2_497))
    with counted(region.platform.db) as statements:
        region.upload(campaign, ("メール,アドレス,ポイント\n" + known + strangers).encode(encoding))
    view = region.campaign(campaign)
    assert (view.people, view.row_count, view.error_count) == (3, 2_500, 2_497)
    assert len(statements) < 40


def test_a_list_with_more_rows_than_allowed_is_refused_with_the_number(
    client: FlaskClient, region: Region, officer: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("points.services.check_campaign.MAX_ROWS", 3)
    campaign = region.draft(region.program())
    rows = [f"nobody{number}@example.jp,10\n" for number in range(4)]
    region.upload(campaign, "".join(rows[:3]))
    with pytest.raises(CampaignFileRefused) as refused:
        region.upload(campaign, "".join(rows))
    assert refused.value.reason == "too_many_rows"
    address = f"/console/{UDA}/campaigns/{campaign}/list"
    post(client, address, "".join(rows).encode())
    assert "3行までに分けてください" in client.get(address.removesuffix("/list")).text
    assert region.campaign(campaign).row_count == 3  # the list before is still there
