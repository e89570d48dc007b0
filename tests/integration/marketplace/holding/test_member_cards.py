"""Cards of one person on the real chain: asked for, issued at once or by an officer, and never moved."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest

from chain.clock import business_date
from chain.contracts.collection import TokenGift
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.errors import CardIsLocked, DeskRefused, RecipientRefused
from marketplace.models import ApplicationState, FanClubCardDetail, Perk, TokenActState
from marketplace.models.rights import CardIssued
from marketplace.queries.listings import address_of
from marketplace.queries.member_cards.perks import perks_given, perks_received
from marketplace.services.admission import errors
from marketplace.services.admission.door import Door, Scan
from marketplace.services.member_cards.assembly import MemberCards
from marketplace.signing import ToSign
from tests.fixtures.chain import UDA
from tests.fixtures.persons import verify
from tests.integration.marketplace.conftest import Shopping
from tests.integration.marketplace.holding.conftest import FAR, right_draft
from wallet.services.persons.verify_person import Document

_OTHER = MunicipalityCode("163210")
STAFF = Address("0x00000000000000000000000000000000000000AA")
TEA, INN = 77, 78
PERKS = (
    Perk("茶房", "Tea house", "お茶1杯", "A cup of tea", TEA, "day"),
    Perk("茶房", "Tea house", "手ぬぐい", "A towel", TEA, "once"),
    Perk("宿", "Inn", "朝風呂", "A morning bath", INN),
)


def service(shopping: Shopping) -> MemberCards:
    return shopping.region.platform.marketplace.member_cards


def club(shopping: Shopping) -> int:
    """A fan club's series on chain, not open yet."""
    region = shopping.region
    draft = replace(
        right_draft(shopping.town),
        series="uda-fans",
        detail=FanClubCardDetail("宇陀の会", "Friends of Uda", [asdict(perk) for perk in PERKS]),
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
    refused = holding.pages.act(int(asked.subject), region.officer)
    assert (refused.state, refused.act.error_name) == (TokenActState.FAILED, "AccountNotSuccessor")
    assert contract.owner_of(1) == fan
    with pytest.raises(RecipientRefused):
        cards.rebind_card.prepare(UDA, region.officer, (series, 1), member(shopping, fan), "理由")
    with pytest.raises(NotFound):
        cards.rebind_card.prepare(_OTHER, region.officer, (series, 1), member(shopping, friend), "理由")

    a_shop_gives_what_is_its_to_give(shopping, (series, 1), fan)
    verify(region, fan, "ファン")
    verify(region, friend, "ファン", replaces=True)  # the wallet was lost; the same person was looked at again
    asked = cards.rebind_card.prepare(UDA, region.officer, (series, 1), member(shopping, friend), "財布を失くした")
    holding.token_acts.complete(asked.subject, sign(shopping, asked, region.officer))
    region.settle()
    assert holding.pages.act(int(asked.subject), region.officer).state is TokenActState.DONE
    assert contract.owner_of(1) == friend
    assert cards.pages.desk(number, friend).state is ApplicationState.ISSUED
    assert [act.reason for act in cards.pages.town(UDA).rebound] == ["財布を失くした"] * 2
    admission = region.platform.marketplace.admission
    door = Door(TEA, UDA, STAFF, is_open=True)
    old, new = (admission.right_codes.code((series, 1), who) for who in (fan, friend))
    with pytest.raises(errors.NotHolder):
        admission.use_perk.look(door, old)
    assert [one.times for one in admission.use_perk.look(door, new).perks] == [2, 1]  # the card's own count goes along
    with region.platform.db.read() as session:
        assert perks_received(session, (series, 1), friend) == []  # where the old account was, the person knows


def a_shop_gives_what_is_its_to_give(shopping: Shopping, card: tuple[Address, int], fan: Address) -> None:
    region = shopping.region
    admission = region.platform.marketplace.admission
    use, code = admission.use_perk, admission.right_codes.code(card, fan)
    tea, inn, elsewhere = (Door(place, UDA, STAFF, is_open=True) for place in (TEA, INN, 999))
    assert use.is_member_card(code) and not use.is_member_card("MR1.nonsense")
    assert [(one.number, one.times, one.given_at) for one in use.look(tea, code).perks] == [(0, 0, None), (1, 0, None)]

    def scan(name: str) -> Scan:
        return Scan(code, f"nonce-of-this-scan-{name}")

    for _ in range(2):  # the answer was lost
        assert use.give(tea, scan("tea"), 0).times == 1
    with pytest.raises(errors.ScanInvalid):
        use.give(tea, scan("tea"), 1)
    with pytest.raises(errors.PerkGiven):  # once a day
        use.give(tea, scan("more tea"), 0)
    assert use.give(tea, scan("towel"), 1).times == 1
    with pytest.raises(errors.NoPerkHere):  # the inn's
        use.give(tea, scan("bath"), 2)
    assert use.give(inn, scan("bath"), 2).times == 1
    assert use.give(inn, scan("another bath"), 2).times == 2
    with pytest.raises(errors.NoPerkHere):
        use.look(elsewhere, code)
    with pytest.raises(errors.DoorClosed):
        use.look(replace(tea, is_open=False), code)
    region.travel(timedelta(days=1))
    assert use.give(tea, scan("tomorrow"), 0).times == 2
    with pytest.raises(errors.PerkGiven):  # once for ever
        use.give(tea, scan("another towel"), 1)
    (row,) = service(shopping).pages.town(UDA).series
    assert [times for _, times in row.perks] == [2, 1, 2]
    with region.platform.db.read() as session:
        assert len(perks_given(session, INN, business_date(region.platform.clock.now()) - timedelta(days=1))) == 2
        assert len(perks_received(session, card, fan)) == 5


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


def test_a_verified_resident_gets_the_card_at_once_and_once_a_person(shopping: Shopping) -> None:
    region, cards = shopping.region, service(shopping)
    number, resident, other, second = club(shopping), shopping.buyer(), shopping.buyer(0), shopping.buyer(0)
    verify = region.platform.wallet.verify_person
    until = business_date(region.platform.clock.now()) + timedelta(days=300)
    hana = Document("ヤマダ ハナ", date(1960, 4, 1), until)
    found = verify.verify(UDA, region.officer, resident, hana)
    verify.verify(_OTHER, region.officer, other, Document("ソト ヒト", date(1960, 4, 1), until))
    cards.keep_desk.open(UDA, region.officer, number, at_once=False, for_residents=True)
    assert [desk.desk.collection_number for desk in cards.pages.for_residents(UDA, resident)] == [number]
    assert cards.pages.for_residents(_OTHER, other) == []
    cards.issue_card.apply(number, other)
    assert cards.pages.desk(number, other).state is ApplicationState.WAITING  # for an officer
    cards.issue_card.apply(number, resident)
    region.settle()
    assert cards.pages.desk(number, resident).state is ApplicationState.ISSUED
    verify.revoke(UDA, region.officer, found, "機種変更")
    verify.verify(UDA, region.officer, second, hana)
    with pytest.raises(DeskRefused, match="has_card_elsewhere"):
        cards.issue_card.apply(number, second)
