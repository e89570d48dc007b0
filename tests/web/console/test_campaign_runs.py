"""The pages of a campaign on its way: hold it, ask before it goes on or is cut short, and who may."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from chain.ids import Address
from points.models import CampaignState
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

ACTS = ("pause", "resumption", "cancellation")


@pytest.fixture
def officer(region: Region, sign_in: SignIn) -> Address:
    """The client is signed in as the officer of UDA whose key signs on chain."""
    return sign_in(email="officer@example.jp").address


@pytest.fixture
def campaign(region: Region, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of a grant to three people of whom one was sent theirs."""
    for module in ("points.acts", "points.services.check_campaign", "points.models.campaign"):
        monkeypatch.setattr(f"{module}.CHUNK_SIZE", 1)
    monkeypatch.setattr("chain.relayer.admission.MOST_OF_ONE_SUBJECT", 1)
    number = region.draft(region.program())
    region.upload(number, "アドレス,ポイント\n" + "".join(f"{region.person()},100\n" for _ in range(3)))
    region.start(number)
    region.relayer.step()
    return f"/console/{UDA}/campaigns/{number}"


def id_of(campaign: str) -> int:
    return int(campaign.rsplit("/", 1)[1])


def test_a_campaign_is_held_and_goes_on_after_a_question(
    client: FlaskClient, region: Region, officer: Address, campaign: str
) -> None:
    assert "付与を一時停止する" in client.get(campaign).text
    page = client.post(f"{campaign}/pause", follow_redirects=True).text
    assert "付与を一時停止しました" in page
    region.settle()
    page = client.get(campaign).text
    assert "まだ送っていない 2人・200ポイント" in page
    assert "hx-get" not in page.split('id="run-progress"')[1]  # nothing moves by itself
    assert "2人への付与を再開する" in client.get(f"{campaign}/resumption").text
    assert region.campaign(id_of(campaign)).state is CampaignState.PAUSED  # asking does nothing
    assert "付与を再開しました" in client.post(f"{campaign}/resumption", follow_redirects=True).text
    region.settle()
    page = client.get(campaign).text
    assert "3人に付与しました" in page
    assert "担当者" in page  # who held it
    record = client.get(f"/console/{UDA}/acts").text
    assert "付与を一時停止した" in record
    assert "付与を再開した" in record


def test_the_rest_is_given_up_after_a_question_that_counts_it(
    client: FlaskClient, region: Region, officer: Address, campaign: str
) -> None:
    asked = client.get(f"{campaign}/cancellation").text
    assert "2人への付与を取りやめる" in asked
    assert "200" in asked
    client.post(f"{campaign}/cancellation")
    region.settle()
    page = client.get(campaign).text
    assert "残りを取りやめました" in page
    assert "取りやめた 200ポイント" in page
    assert "まだ送っていない分はありません" in client.get(f"{campaign}/resumption").text
    assert "すべて送られている" in client.post(f"{campaign}/cancellation", follow_redirects=True).text


def test_the_progress_brings_its_news_and_new_buttons_once_at_the_end(
    client: FlaskClient, region: Region, officer: Address, campaign: str
) -> None:
    moving = client.get(campaign, headers={"HX-Request": "true"}).text
    assert "run-controls" not in moving  # a button under one's finger stays where it is
    assert 'role="status"' not in moving
    region.settle()
    done = client.get(campaign, headers={"HX-Request": "true"}).text
    assert 'id="progress-news" hx-swap-oob="innerHTML">3人に付与しました' in done
    assert 'id="run-controls"' in done
    assert "付与を一時停止する" not in done


def test_nobody_else_holds_or_ends_it(client: FlaskClient, region: Region, sign_in: SignIn, campaign: str) -> None:
    for act in ACTS:
        assert "/signin" in client.post(f"{campaign}/{act}").headers["Location"]
    sign_in(email="fan@example.jp")
    assert {client.post(f"{campaign}/{act}").status_code for act in ACTS} == {403}
    sign_in(email="operator@example.jp", roles=[(Role.OPERATOR, "")])
    assert {client.post(f"{campaign}/{act}").status_code for act in ACTS} == {403}
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    assert {client.post(f"{campaign}/{act}").status_code for act in ACTS} == {403}
    other = campaign.replace(UDA, MUKAWA)
    assert {client.post(f"{other}/{act}").status_code for act in ACTS} == {404}
    assert {client.get(f"{other}/{act}").status_code for act in ACTS[1:]} == {404}
    assert region.campaign(id_of(campaign)).state is CampaignState.RUNNING


def test_the_report_counts_everybody_and_names_who_did_what(
    client: FlaskClient, region: Region, officer: Address, campaign: str, sign_in: SignIn
) -> None:
    client.post(f"{campaign}/cancellation")
    region.settle()
    assert f'href="{campaign}/report"' in client.get(campaign).text
    report = client.get(f"{campaign}/report").text
    assert "付与済み" in report
    assert "署名して始めた" in report
    assert "残りの取りやめ" in report
    lines = client.get(f"{campaign}/results.csv").text.splitlines()
    assert [line.split(",")[3] for line in lines[1:]] == ["付与済み", "取りやめ", "取りやめ"]
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    other = campaign.replace(UDA, MUKAWA)
    assert {client.get(f"{other}/{page}").status_code for page in ("report", "results.csv")} == {404}


def test_the_report_of_a_grant_not_started_leads_back(client: FlaskClient, region: Region, officer: Address) -> None:
    draft = f"/console/{UDA}/campaigns/{region.draft(region.program())}"
    assert "まだ始まっていません" in client.get(f"{draft}/report").text
