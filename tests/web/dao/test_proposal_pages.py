"""Writing, publishing and carrying out a proposal in the browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from eth_account import Account
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.ids import Address
from dao.models import Support
from dao.models.grants.errors import GrantNotOpen
from dao.models.ideas import IdeaWords
from dao.ports import ThanksProgram
from marketplace.models.selling import SaleAccount
from tests.fixtures.catalogue import put_towns
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain, NoThanks
from tests.fixtures.web import SignIn
from tests.web.projects.conftest import Field, fields

__all__ = ["fields"]

PAYEE = Address(Account.create().address)
FORM = {
    "title_ja": "薬草茶の新しいラベル",
    "title_en": "A new label",
    "body": "## なぜ\n\n<script>alert(1)</script>\n古いからです。",
    "payee": "other",
    "payee_address": PAYEE,
    "amount": "１,５００",
}


def test_a_proposal_is_written_previewed_signed_and_published(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    community.fill_treasury(10_000)
    idea = community.dao.ideas.post.post("uda", member, IdeaWords("薬草茶のラベルを変えたい", "古いからです。"))
    begun = FORM | {"idea": str(idea)}
    preview = client.post("/communities/uda/proposals/preview", data=begun)
    assert preview.status_code == 200
    assert "金庫の15%にあたる 1,500円 が動きます" in preview.text
    assert "8,500円" in preview.text
    assert "1,500円 を支払う" in preview.text
    assert "<script>alert" not in preview.text
    assert f'name="idea" hidden aria-hidden="true">\n{idea}</textarea>' in preview.text
    sent = client.post("/communities/uda/proposals", data=begun)
    assert "ここから生まれたもの" not in client.get(f"/ideas/{idea}").text  # not signed yet
    assert sent.status_code == 303
    words = client.get(sent.location).text
    assert "薬草茶の新しいラベル" in words
    published = client.post(f"{sent.location}/signature")
    page = client.get(published.location)
    assert "送っています" in page.text
    community.settle()
    page = client.get(published.location)
    assert "投票開始前" in page.text
    assert "金庫の15%にあたる" in page.text
    assert "15% of the treasury" in client.get(f"{published.location}?lang=en").text
    assert "<script>alert" not in page.text
    assert "<h3>なぜ</h3>" in page.text
    assert f'href="/ideas/{idea}"' in page.text
    assert f'href="{published.location}"' in client.get(f"/ideas/{idea}").text


def test_what_was_typed_survives_errors_and_the_way_back(client: FlaskClient, member: Address) -> None:
    wrong = {**FORM, "amount": "たくさん", "payee_address": "0x12", "title_ja": "番号 123456789018"}
    answer = client.post("/communities/uda/proposals/preview", data=wrong)
    assert answer.status_code == 422
    for kept in ("たくさん", "0x12", "番号 123456789018", "古いからです。", "A new label"):
        assert kept in answer.text
    for sentence in ("数字だけで入力してください", "アドレスの形が正しくありません", "個人番号"):
        assert sentence in answer.text
    back = client.post("/communities/uda/proposals/draft", data=FORM)
    assert back.status_code == 200
    assert "古いからです。" in back.text
    assert "field--error" not in back.text


def test_nobody_without_a_card_may_write(community: CommunityOnChain, client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    page = client.get("/communities/uda/proposals/new")
    assert page.status_code == 403
    assert "提案にはカードが必要です" in page.text
    for path in ("/communities/uda/proposals/preview", "/communities/uda/proposals"):
        refused = client.post(path, data=FORM)
        assert refused.status_code == 403
        assert "カードが1枚以上必要です" in refused.text


def test_a_visitor_is_led_to_sign_in(community: CommunityOnChain, client: FlaskClient) -> None:
    assert client.get("/communities/uda/proposals/new").location.startswith("/signin?next=")


def test_an_unsigned_proposal_is_seen_and_signed_by_its_writer_only(
    community: CommunityOnChain, client: FlaskClient, member: Address, sign_in: SignIn
) -> None:
    client.post("/communities/uda/proposals", data=FORM)
    draft = community.dao.pages.drafts_of("uda", member)[0].id
    assert "まだ公開されていません" in client.get(f"/proposals/{draft}").text
    assert "薬草茶の新しいラベル" in client.get("/communities/uda").text
    assert client.post(f"/proposals/{draft}/signature").location.startswith("/sign/")
    sign_in(email="stranger@example.jp")
    assert client.get(f"/proposals/{draft}").status_code == 404
    assert client.post(f"/proposals/{draft}/signature").status_code == 403
    assert "薬草茶の新しいラベル" not in client.get("/communities/uda").text


def test_an_accepted_proposal_waits_for_money_and_is_paid_when_it_came(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    proposal = community.propose(community.draft(PAYEE, 5_000))
    early = client.post(f"/proposals/{proposal}/queueing")
    assert early.status_code == 409
    community.open_vote(proposal)
    community.vote(proposal, community.proposer, Support.FOR)
    community.settle()
    community.close_vote(proposal)
    assert "可決されました" in client.get(f"/proposals/{proposal}").text
    assert client.post(f"/proposals/{proposal}/queueing").status_code == 303
    community.settle()
    community.travel(120)
    refused = client.post(f"/proposals/{proposal}/execution")
    assert refused.status_code == 409
    assert "金庫の残高が足りない" in refused.text
    assert community.dao.advance_proposals.advance() == 0
    community.fill_treasury(5_000)
    assert client.post(f"/proposals/{proposal}/execution").status_code == 303
    community.settle()
    page = client.get(f"/proposals/{proposal}").text
    assert "支払いが終わりました" in page
    assert int(community.contracts.yen.balance_of(PAYEE)) >= 5_000
    assert client.post(f"/proposals/{proposal}/execution").status_code == 409


def test_community_and_treasury_pages_show_members_money_and_english(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    community.fill_treasury(2_000)
    listed = client.get("/communities").text
    assert "宇陀の仲間" in listed
    assert "2人" in listed
    page = client.get("/communities/uda").text
    assert "2,000" in page
    assert "あなたは 2票 持っています" in page
    assert "全票の20%以上" in page
    assert "試験用の発行から入金" in client.get("/communities/uda/treasury").text
    assert client.get("/communities/uda/treasury?page=99").status_code == 200
    assert "Friends of Uda" in client.get("/communities/uda?lang=en").text


def test_an_unknown_community_is_not_found(client: FlaskClient) -> None:
    for path in ("/communities/nowhere", "/communities/nowhere/treasury"):
        assert client.get(path).status_code == 404


class OneProgram(NoThanks):
    """Implements dao.ports.ThanksGrants: 宇陀市 has one program with 500 points left."""

    def programs(self, municipality: object) -> list[ThanksProgram]:
        return [ThanksProgram(7, "薬草ポイント", "Herb points", 500)] if municipality == UDA else []


SEVERAL = {
    **FORM,
    "actions": "3",
    "kind": "pay",
    "purpose": "印刷代",
    "kind_2": "points",
    "program_2": "7",
    "whom_2": "members",
    "amount_2": "300",
    "purpose_2": "敬老の日のポイント",
    "kind_3": "setting",
    "setting_3": "quorum_per_cent",
    "setting_value_3": "３０",
}


def test_one_proposal_does_several_things_and_all_of_them_are_read_back_from_the_chain(
    community: CommunityOnChain, client: FlaskClient, member: Address, platform: Platform
) -> None:
    platform.dao.grants.pages._grants = OneProgram()
    town = Address(Account.create().address)
    put_towns(community.db)
    with community.db.write() as session:
        session.add(SaleAccount(owner=str(UDA), address=town, opened_at=community.clock.now()))
    community.fill_treasury(20_000)
    typed = SEVERAL
    assert "宇陀市：薬草ポイント（残り500ポイント）" in client.get("/communities/uda/proposals/new").text
    for wrong in ({"program_2": "8"}, {"whom_2": "everybody"}, {"amount_2": "501"}, {"purpose_2": ""}):
        assert client.post("/communities/uda/proposals/preview", data={**typed, **wrong}).status_code == 422
    less = client.post("/communities/uda/proposals/draft", data={**typed, "less": "0"}).text
    assert 'value="敬老の日のポイント"' in less and 'value="印刷代"' not in less
    assert 'name="kind_3"' not in less
    assert 'name="kind_4"' in client.post("/communities/uda/proposals/draft", data={**typed, "more": "1"}).text
    preview = client.post("/communities/uda/proposals/preview", data=typed).text
    for words in (
        "1,500円 を支払う",
        "宇陀市 に 300円 を支払う",
        "を 30% に変える",
        "目的：敬老の日のポイント",
        "合わせて300ポイントを、付与するときのコミュニティの仲間みんなに、等しく付与する",
        "決まりを変える提案",
    ):
        assert words in preview
    assert "残高の10%を超える" not in preview
    sent = client.post("/communities/uda/proposals", data=typed)
    client.post(f"{sent.location}/signature")
    community.settle()
    standing = community.dao.pages.community("uda").under_way[0]
    actions = standing.actions(community.contracts)
    assert [action.kind for action in actions] == ["pay_yen", "pay_yen", "change_setting"]
    assert standing.proposal.words.purposes == {0: "印刷代", 1: "敬老の日のポイント"}
    shown = client.get(f"/proposals/{standing.id}").text
    assert "実行されたら、まちに頼みます" in shown
    (grant,) = platform.dao.grants.pages.of_proposal(standing.id)
    assert (grant.grant.place, grant.grant.amount, grant.purpose) == (1, 300, "敬老の日のポイント")
    with pytest.raises(GrantNotOpen):
        platform.dao.grants.open.draft(UDA, member, standing.id, 1)
    assert "定足数（全票に対する割合）" in shown and "いまの決まりは 20% です。" in shown


def test_a_treasury_pledges_to_a_project_that_collects_money(
    community: CommunityOnChain, client: FlaskClient, member: Address, fields: Field
) -> None:
    number = fields.open(all_or_nothing=False)
    community.fill_treasury(20_000)
    assert "ひまわりの迷路" in client.get("/communities/uda/proposals/new").text
    asked = {**FORM, "kind": "project", "project": str(number), "amount": "4000", "purpose": ""}
    too_little = client.post("/communities/uda/proposals/preview", data={**asked, "amount": "499"})
    assert too_little.status_code == 422 and "500円から50,000円まで" in too_little.text
    preview = client.post("/communities/uda/proposals/preview", data=asked).text
    assert "寄附プロジェクト「ひまわりの迷路」を 4,000円 で支援する" in preview
    assert "金庫に戻ります" in preview and f'href="/projects/{number}"' in preview
    assert "いまの状態では実行できません" in preview  # this project stands in our tables alone
    treasury = community.governed.addresses.timelock
    fields.pledge_directly(number, treasury, 4_000)
    page = client.get(f"/projects/{number}").text
    assert "宇陀の仲間" in page[page.index("supporters-title") :]


def test_a_treasury_votes_on_the_report_of_a_project_it_supports(
    community: CommunityOnChain, client: FlaskClient, member: Address, fields: Field
) -> None:
    number = fields.open(vote_days=7)
    fields.pledge_directly(number, community.governed.addresses.timelock, 4_000)
    assert "いま開いている投票はありません" in client.get("/communities/uda/proposals/new").text
    fields.open_vote(number, 7)
    page = client.get("/communities/uda/proposals/new").text
    assert "ひまわりの迷路：第2段階" in page and "金庫の支援 4,000円" in page
    asked = {**FORM, "kind": "milestone", "milestone": f"{number}:1", "verdict": "agree"}
    for wrong, words in (({"milestone": f"{number}:2"}, "段階を一覧から"), ({"verdict": ""}, "賛成か反対を")):
        refused = client.post("/communities/uda/proposals/preview", data={**asked, **wrong})
        assert refused.status_code == 422 and words in refused.text
    preview = client.post("/communities/uda/proposals/preview", data=asked).text
    assert "「ひまわりの迷路」の第2段階の報告に、金庫が賛成の票を入れる" in preview
    assert f'href="/projects/{number}#votes"' in preview
    assert "いまの状態では実行できません" in preview  # this project stands in our tables alone
    against = client.post("/communities/uda/proposals/preview?lang=en", data={**asked, "verdict": "refuse"}).text
    assert "The treasury votes against the report on step 2" in against
    community.clock.advance(timedelta(days=7, seconds=-600))
    late = client.post("/communities/uda/proposals/preview?lang=ja", data=asked)
    assert late.status_code == 422 and "間に合いません" in late.text


def test_each_action_says_what_is_wrong_with_it(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    wrong = {
        **FORM, "actions": "4", "payee_address": PAYEE.lower(), "kind_2": "points", "kind_3": "setting",
        "setting_3": "voting_period", "setting_value_3": "0", "kind_4": "project", "amount_4": "1",
    }  # fmt: skip
    answer = client.post("/communities/uda/proposals/preview", data=wrong)
    assert answer.status_code == 422
    for sentence in ("1文字ずつ見比べて", "ポイント事業を一覧から", "使える数ではありません", "プロジェクトを一覧から"):
        assert sentence in answer.text
    assert client.post("/communities/uda/proposals/preview", data={**FORM, "actions": "999999"}).status_code in (
        200,
        422,
    )
    compared = {**FORM, "payee_address": PAYEE.lower(), "is_compared": "1"}
    assert client.post("/communities/uda/proposals/preview", data=compared).status_code == 200
