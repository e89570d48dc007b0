"""Voting in the browser: who sees which buttons, what is signed in plain words, and what a refusal says."""

from __future__ import annotations

import itertools
from dataclasses import replace

from eth_account import Account
from flask.testing import FlaskClient

from chain.ids import Address
from dao.models import Support
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn

PAYEE = Address(Account.create().address)
BUTTON = 'name="support" value="for"'


def open_proposal(community: CommunityOnChain) -> int:
    proposal = community.propose(community.draft(PAYEE, title="新しいラベル"))
    community.open_vote(proposal)
    return proposal


def read(client: FlaskClient, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.text


def test_a_member_signs_plain_words_and_sees_the_ballot_counted(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    proposal = open_proposal(community)
    page = read(client, f"/proposals/{proposal}")
    assert BUTTON in page
    assert '<span class="vote__number">2</span>' in page
    sent = client.post(f"/proposals/{proposal}/ballots", data={"support": "for", "reason": "よいと思います"})
    assert sent.status_code == 303
    assert "あなたは『新しいラベル』に賛成します（2票）" in read(client, sent.location)
    signed = client.post(f"{sent.location}/signature")
    assert signed.status_code == 303
    assert signed.location.endswith(f"/proposals/{proposal}")
    waiting = read(client, f"/proposals/{proposal}")
    assert "送信しました" in waiting
    assert BUTTON not in waiting
    community.settle()
    counted = read(client, f"/proposals/{proposal}")
    assert "数えられ" in counted
    assert "取引番号" in counted
    assert "よいと思います" in counted
    assert "1人・2票" in counted


def test_a_visitor_is_led_to_sign_in_and_back(community: CommunityOnChain, client: FlaskClient) -> None:
    proposal = open_proposal(community)
    page = read(client, f"/proposals/{proposal}")
    assert BUTTON not in page
    assert f"/signin?next=/proposals/{proposal}" in page
    sent = client.post(f"/proposals/{proposal}/ballots", data={"support": "for"})
    assert sent.status_code == 303
    assert sent.location.startswith("/signin?")


def test_somebody_without_a_card_gets_no_buttons_and_a_reason(
    community: CommunityOnChain, client: FlaskClient, sign_in: SignIn
) -> None:
    sign_in()
    proposal = open_proposal(community)
    page = read(client, f"/proposals/{proposal}")
    assert BUTTON not in page
    assert "この提案に使える票がありません" in page
    refused = client.post(f"/proposals/{proposal}/ballots", data={"support": "for"})
    assert refused.status_code == 403
    assert "投票の基準となる時点でカードをお持ちでなかったため" in refused.text


def test_a_card_bought_after_the_snapshot_is_named_as_not_counting(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    proposal = open_proposal(community)
    community.give_cards(member, 3)
    page = read(client, f"/proposals/{proposal}")
    assert "あなたは 2票 持っています。" in page
    assert "より後に手に入れたカードは数えられません" in page
    assert "そのあとに増えた3枚は、次の提案から使えます" in page


def test_a_card_sold_after_the_snapshot_still_votes_here_and_the_page_says_so(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    proposal = open_proposal(community)
    part_with_one_card(community, member)
    page = read(client, f"/proposals/{proposal}")
    assert '<span class="vote__number">2</span>' in page
    assert "そのあとに手放したカードの票も、この投票ではあなたのものです" in page


def part_with_one_card(community: CommunityOnChain, holder: Address) -> None:
    chain, collection = community.chain, community.contracts.collection(community.governed.addresses.collection)
    own = next(number for number in itertools.count(1) if collection.view("ownerOf", number) == holder)
    chain.fund(holder)
    chain.client.request("anvil_impersonateAccount", [holder])
    data = "0x" + collection.encode("transferFrom", holder, PAYEE, own).hex()
    chain.client.request("eth_sendTransaction", [{"from": holder, "to": collection.address, "data": data}])
    community.travel(2)


def test_a_second_ballot_and_one_after_the_deadline_are_refused_with_a_sentence(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    proposal = open_proposal(community)
    sent = client.post(f"/proposals/{proposal}/ballots", data={"support": "abstain"})
    client.post(f"{sent.location}/signature")
    again = client.post(f"/proposals/{proposal}/ballots", data={"support": "for"})
    assert again.status_code == 409
    assert "すでに投票しています" in again.text
    community.settle()
    community.close_vote(proposal)
    late = client.post(f"/proposals/{proposal}/ballots", data={"support": "for"})
    assert late.status_code == 409
    assert "締め切られました" in late.text


def test_a_choice_that_is_none_is_refused(community: CommunityOnChain, client: FlaskClient, member: Address) -> None:
    proposal = open_proposal(community)
    refused = client.post(f"/proposals/{proposal}/ballots", data={"support": "perhaps"})
    assert refused.status_code == 422
    assert "賛成・反対・保留" in refused.text


def test_two_screens_only_the_last_choice_may_be_signed(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    proposal = open_proposal(community)
    first = client.post(f"/proposals/{proposal}/ballots", data={"support": "for"}).location
    second = client.post(f"/proposals/{proposal}/ballots", data={"support": "against"}).location
    stale = client.post(f"{first}/signature")
    assert stale.status_code == 409
    assert "選び直されています" in stale.text
    assert client.post(f"{second}/signature").status_code == 303
    community.settle()
    assert community.page(proposal).standing.tally.of(Support.AGAINST) == 2


def test_a_mind_is_changed_until_the_close_where_the_proposal_allows_it(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    draft = replace(community.draft(PAYEE, title="選び直せる提案"), is_changeable=True)
    proposal = community.propose(draft)
    community.open_vote(proposal)
    address = f"/proposals/{proposal}"
    assert "締切まで選び直せます" in read(client, address)

    def choose(support: str, reason: str = "") -> str:
        sent = client.post(f"{address}/ballots", data={"support": support, "reason": reason})
        assert sent.status_code == 303
        return sent.location

    first = choose("for", "最初の理由")
    assert "締切までは選び直せ" in read(client, first)
    client.post(f"{first}/signature")
    early = client.post(f"{address}/ballots", data={"support": "against"})
    assert early.status_code == 409
    assert "数え終わると、締切まで選び直せます" in early.text
    community.settle()
    page = read(client, address)
    assert "いま数えられているのは「賛成」です" in page
    assert "最初の理由" in page

    second = choose("against", "考え直しました")
    unsigned = read(client, address)  # chosen but not signed: the first one still counts, and is shown
    assert "いま数えられているのは「賛成」です" in unsigned
    assert "考え直しました" not in unsigned
    client.post(f"{second}/signature")
    assert "前の「賛成」が数えられています" in read(client, address)
    community.settle()
    page = read(client, address)
    assert "いま数えられているのは「反対」です" in page
    assert "考え直しました" in page
    assert "最初の理由" not in page
    standing = community.page(proposal).standing
    assert (standing.tally.against, standing.tally.in_favour, standing.voters) == (2, 0, 1)
    community.close_vote(proposal)
    assert "選び直せます" not in read(client, address)
    late = client.post(f"{address}/ballots", data={"support": "for"})
    assert late.status_code == 409
    assert "締め切られました" in late.text


def test_the_live_part_comes_alone_and_asks_for_a_reload_when_the_vote_opens(
    community: CommunityOnChain, client: FlaskClient, member: Address
) -> None:
    proposal = community.propose(community.draft(PAYEE))
    response = client.get(f"/proposals/{proposal}?frame=pending-open-0", headers={"HX-Request": "true"})
    assert response.text.lstrip().startswith(("<p id=", "<div id="))
    assert "<html" not in response.text
    assert "HX-Refresh" not in response.headers
    community.open_vote(proposal)
    opened = client.get(f"/proposals/{proposal}?frame=pending-open-0", headers={"HX-Request": "true"})
    assert opened.headers["HX-Refresh"] == "true"
    assert 'id="live-news" hx-swap-oob' in opened.text


def test_an_unknown_proposal_is_not_found(client: FlaskClient) -> None:
    missing = client.get("/proposals/999999")
    assert missing.status_code == 404
    assert "お探しの提案が見つかりませんでした" in missing.text
