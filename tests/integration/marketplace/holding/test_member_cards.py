"""Cards of one person on the real chain: asked for, issued at once or by an officer, and never moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chain.contracts.collection import TokenGift
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.errors import CardIsLocked, DeskRefused, RecipientRefused
from marketplace.models import ApplicationState, FanClubCardDetail, TokenActState
from marketplace.models.rights import CardIssued
from marketplace.queries.listings import address_of
from marketplace.services.member_cards.assembly import MemberCards
from marketplace.signing import ToSign
from tests.fixtures.chain import UDA
from tests.integration.marketplace.conftest import Shopping
from tests.integration.marketplace.holding.conftest import FAR, right_draft

_OTHER = MunicipalityCode("163210")


def service(shopping: Shopping) -> MemberCards:
    return shopping.region.platform.marketplace.member_cards


def club(shopping: Shopping) -> int:
    """A fan club's series on chain, not open yet."""
    region = shopping.region
    draft = replace(
        right_draft(shopping.town), series="uda-fans", detail=FanClubCardDetail("宇陀の会", "Friends of Uda")
    )
    asked = region.platform.marketplace.create_collection.prepare(region.officer, draft)
    region.platform.marketplace.create_collection.complete(asked.subject, sign(shopping, asked, region.officer))
    region.settle()
    return int(asked.subject)


def sign(shopping: Shopping, asked: ToSign, who: Address) -> bytes:
    return shopping.region.platform.wallet.sign_typed_data(who, asked.typed_data, reason="test")


def test_a_fan_club_card_comes_at_once_once_and_stays_with_its_person(shopping: Shopping) -> None:
    region, cards = shopping.region, service(shopping)
    number, fan, friend = club(shopping), shopping.buyer(), shopping.buyer(0)
    with pytest.raises(NotFound):
        cards.issue_card.apply(number, fan)
    with pytest.raises(DeskRefused):
        cards.keep_desk.open(UDA, region.officer, shopping.collection, at_once=True)  # a series that may move
    with pytest.raises(NotFound):
        cards.keep_desk.open(_OTHER, region.officer, number, at_once=True)
    cards.keep_desk.open(UDA, region.officer, number, at_once=True)
    first = cards.issue_card.apply(number, fan)
    assert cards.issue_card.apply(number, fan) == first  # pressed twice
    assert cards.pages.desk(number, fan).state is ApplicationState.PENDING
    region.settle()
    view = cards.pages.desk(number, fan)
    assert (view.state, view.issued) == (ApplicationState.ISSUED, 1)
    with pytest.raises(DeskRefused):
        cards.issue_card.apply(number, fan)
    with region.platform.db.read() as session:
        assert session.query(CardIssued).one().recipient == fan
        series = address_of(session, number)
    assert series is not None
    cards.keep_desk.close(UDA, number)
    with pytest.raises(DeskRefused):
        cards.issue_card.apply(number, friend)

    holding, contract = region.platform.marketplace.holding, region.chain.contracts.collection(series)
    with pytest.raises(CardIsLocked):
        holding.give_token.prepare_export((series, 1), fan, friend)
    with pytest.raises(CardIsLocked):
        holding.offer_for_resale.prepare((series, 1), fan, Yen(100), 7)
    with pytest.raises(CardIsLocked):
        holding.make_offer.prepare((series, 1), shopping.buyer(500), Yen(100), 7)
    gift = TokenGift(1, fan, friend, contract.moves_of(1), FAR)  # the chain, asked past our services
    call = contract.give(gift, sign(shopping, ToSign("", contract.signed_message(gift)), fan))
    with pytest.raises(Exception, match="CollectionLocked"):
        region.chain.client.request("eth_call", [{"to": call.to, "data": "0x" + call.calldata.hex()}, "latest"])
    assert contract.owner_of(1) == fan

    asked = cards.rebind_card.prepare(UDA, region.officer, (series, 1), member(shopping, friend), "財布を失くした")
    holding.token_acts.complete(asked.subject, sign(shopping, asked, region.officer))
    region.settle()  # nobody has confirmed that both are one person
    assert holding.pages.act(int(asked.subject), region.officer).state is TokenActState.FAILED
    assert contract.owner_of(1) == fan
    with pytest.raises(RecipientRefused):
        cards.rebind_card.prepare(UDA, region.officer, (series, 1), member(shopping, fan), "理由")
    with pytest.raises(NotFound):
        cards.rebind_card.prepare(_OTHER, region.officer, (series, 1), member(shopping, friend), "理由")


def test_a_digital_resident_card_waits_for_the_officer_who_may_refuse_with_a_reason(shopping: Shopping) -> None:
    region, cards = shopping.region, service(shopping)
    number, neighbour, stranger = club(shopping), shopping.buyer(0), shopping.buyer(0)
    cards.keep_desk.open(UDA, region.officer, number, at_once=False)
    waiting = [cards.issue_card.apply(number, who, "祖母が住んでいます") for who in (neighbour, stranger)]
    assert [one.id for one in cards.pages.town(UDA).waiting] == waiting
    assert cards.pages.town(_OTHER).waiting == []
    with pytest.raises(NotFound):
        cards.issue_card.prepare(_OTHER, region.officer, waiting[0])
    asked = cards.issue_card.prepare(UDA, region.officer, waiting[0])
    for _ in range(2):
        cards.issue_card.complete(asked.subject, sign(shopping, asked, region.officer))
    cards.issue_card.refuse(UDA, region.officer, waiting[1], "確認できませんでした")
    with pytest.raises(DeskRefused):
        cards.issue_card.prepare(UDA, region.officer, waiting[1])
    region.settle()
    assert cards.pages.desk(number, neighbour).state is ApplicationState.ISSUED
    refused = cards.pages.desk(number, stranger)
    assert (refused.state, refused.reason) == (ApplicationState.REFUSED, "確認できませんでした")
    assert cards.issue_card.apply(number, stranger, "もう一度") == waiting[1]
    assert cards.pages.desk(number, stranger).state is ApplicationState.WAITING


def member(shopping: Shopping, who: Address) -> str:
    account = shopping.region.platform.wallet.find_account.by_address(who)
    assert account is not None
    return account.member_number
