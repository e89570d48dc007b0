"""A grant that an executed proposal opened: its town takes it up with one press, signs it; everybody sees it done."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.own_data.gathering import gather
from chain.clock import unix
from chain.ids import Address
from chain.units import Yen
from dao.models import KeptWords, Milestone, PayYen, Places, Proposal, ProposalMilestone, Stage, VoteCheckpoint
from dao.models.grants import ProposalGrant, Whom
from dao.models.grants.errors import GrantUnknown
from dao.services.open_community import CommunityAddresses, CommunityProfile
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

GOVERNOR, TIMELOCK, CARDS, TOWN = (Address("0x" + one * 20) for one in ("60", "71", "ca", "0d"))


def executed(region: Region, *grants: tuple[int, int, Whom], holders: tuple[Address, ...]) -> int:
    """A proposal as the projections would have it, with grants (program, amount, rule). Its number."""
    platform, now = region.platform, unix(region.platform.clock.now())
    profile = CommunityProfile(
        slug="uda", name_ja="宇陀の仲間", name_en="Friends of Uda", tagline_ja="薬草のまち", tagline_en="Herbs",
        story_ja="", story_en="", landscape="mountains", towns=[UDA],
    )  # fmt: skip
    platform.dao.open_community.open(profile, CommunityAddresses(GOVERNOR, TIMELOCK, CARDS))
    places = Places.of(platform.contracts, GOVERNOR, TIMELOCK)
    calls = [PayYen(TOWN, "宇陀市", Yen(amount)).encode(places) for _program, amount, _whom in grants]
    with platform.db.write() as session:
        row = Proposal(
            governor=GOVERNOR, proposal_id="5", proposer=holders[0], title_ja="敬老の日にポイントを", title_en="",
            body="みんなで。", description="敬老の日にポイントを", action=KeptWords({}, {0: "敬老の日"}).as_json(),
            targets=[call.targets[0] for call in calls], call_values=["0" for _ in calls],
            calldatas=[call.calldatas[0].hex() for call in calls], stage=Stage.SUBMITTED,
            created_at=platform.clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        for place, (program, amount, whom) in enumerate(grants):
            session.add(
                ProposalGrant(
                    proposal_row=row.id, place=place, municipality=str(UDA), program=program, whom=whom, amount=amount
                )
            )  # fmt: skip
        for place, milestone in enumerate((Milestone.CREATED, Milestone.EXECUTED)):
            session.add(
                ProposalMilestone(
                    block_number=1, log_index=place, part=0, governor=GOVERNOR, proposal_id="5", milestone=milestone,
                    snapshot=now - 900, deadline=now - 100, block_time=now - 50, tx_hash=b"\x05" * 32,
                )
            )  # fmt: skip
        for place, holder in enumerate(holders):
            session.add(
                VoteCheckpoint(
                    block_number=1, log_index=place, part=0, collection=CARDS, voter=holder, votes_before=0,
                    votes=1, block_time=now - 1_000,
                )
            )  # fmt: skip
        return row.id


def test_a_town_takes_up_what_a_proposal_opened_and_the_page_shows_it_done(
    region: Region, client: FlaskClient, sign_in: SignIn
) -> None:
    program = region.program(cap=1_000)
    people = tuple(region.person(f"p{place}@example.jp") for place in range(3))
    number = executed(
        region, (program, 301, Whom.HOLDERS), (program, 100, Whom.WRITTEN), (program, 10, Whom.RESIDENTS),
        (program, 2, Whom.MEMBERS), holders=people,
    )  # fmt: skip
    desk, page = f"/console/{UDA}/proposal-grants", f"/proposals/{number}"
    sign_in(email="p0@example.jp")
    assert "まちの手続き待ち" in client.get(page).text
    assert client.get(desk).status_code == 403
    assert client.post(f"{desk}/{number}/0").status_code == 403
    sign_in(email="taro@example.jp", roles=[(Role.OFFICER, str(MUKAWA))])
    assert client.post(f"{desk.replace(str(UDA), str(MUKAWA))}/{number}/0").status_code == 404
    with pytest.raises(GrantUnknown):
        region.platform.dao.grants.open.draft(UDA, region.officer, number, 9)

    sign_in(email="officer@example.jp")
    assert "提案でひらかれた付与" in client.get(f"/console/{UDA}").text
    listed = client.get(desk).text
    assert "敬老の日にポイントを" in listed and "合わせて301ポイント" in listed and "まちの番です" in listed
    for place, words in ((2, "1人もいません"), (3, "1人1ポイントになりません")):
        refused = client.post(f"{desk}/{number}/{place}", follow_redirects=True)
        assert words in refused.text
    by_hand = client.post(f"{desk}/{number}/1").location
    assert client.get(by_hand, follow_redirects=True).status_code == 200
    grant = client.post(f"{desk}/{number}/0").location
    assert client.post(f"{desk}/{number}/0").location == grant
    assert "提案で決まった人" in client.get(f"{grant}/record").text
    asked = client.post(f"{grant}/start")
    client.post(asked.location + "/signature")
    region.settle()
    assert [int(region.balance(person).total) for person in people] == [100, 100, 100]
    shown = client.get(page).text
    assert "付与しました" in shown and "付与の取引番号" in shown and "まちが準備中" in shown
    assert client.get(f"{page}?lang=en").status_code == client.get(f"{desk}?lang=en").status_code == 200
    own = gather(region.platform, region.officer)["communities"]["proposal_grants_drafted"]
    assert sorted(row["amount"] for row in own) == [100, 301]
