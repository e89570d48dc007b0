"""Points on top for an identity check, on the real chain: once a person, whichever account, and within the budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.errors import BonusRefused
from points.queries.bonuses import BonusState
from points.services.bonuses.keep_bonus import BonusTerms
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region
from wallet.services.persons.verify_person import Document

_ELSEWHERE = MunicipalityCode("192066")


def terms(region: Region, **changed: object) -> BonusTerms:
    last_day = region.today + timedelta(days=60)
    return replace(BonusTerms(10, Points(1_000), Points(10_000), last_day, residents_only=False), **changed)  # type: ignore[arg-type]


def verify(region: Region, account: Address, name: str = "ヤマダ ハナ", town: MunicipalityCode = UDA) -> int:
    document = Document(name, date(1960, 4, 1), region.today + timedelta(days=365))
    return region.platform.wallet.verify_person.verify(town, region.officer, account, document)


def test_a_verified_person_takes_a_tenth_once_whichever_account(region: Region) -> None:
    program, hana, second = region.program(), region.person(), region.person()
    region.grant(program, {hana: 3_009, second: 5_000})
    keep, give = region.points.bonuses.keep, region.points.bonuses.give
    keep.open(UDA, region.officer, program, terms(region))
    assert give.offers(hana) == []
    with pytest.raises(BonusRefused, match="not_verified"):
        give.take(hana, program)
    number = verify(region, hana)
    (offer,) = give.offers(hana)
    assert (offer.state, offer.balance, offer.amount) == (BonusState.OFFERED, 3_009, 300)
    give.take(hana, program)
    assert give.offers(hana)[0].state is BonusState.COMING
    region.settle()
    (given,) = give.offers(hana)
    assert (given.state, given.amount) == (BonusState.GIVEN, 300)
    assert region.balance(hana).total == 3_309
    with pytest.raises(BonusRefused, match="taken"):
        give.take(hana, program)
    region.platform.wallet.verify_person.revoke(UDA, region.officer, number, "機種変更")
    verify(region, second)  # the same person, another account
    assert give.offers(second)[0].state is BonusState.ELSEWHERE
    with pytest.raises(BonusRefused, match="taken"):
        give.take(second, program)


def test_terms_hold_residents_budget_and_last_day(region: Region) -> None:
    program, near, far = region.program(), region.person(), region.person()
    region.grant(program, {near: 2_000, far: 2_000})
    keep, give = region.points.bonuses.keep, region.points.bonuses.give
    verify(region, near, "チカイ ヒト")
    verify(region, far, "トオイ ヒト", _ELSEWHERE)
    keep.open(UDA, region.officer, program, terms(region, residents_only=True))
    assert give.offers(far) == []
    with pytest.raises(BonusRefused, match="not_resident"):
        give.take(far, program)
    keep.open(UDA, region.officer, program, terms(region, budget=Points(300), most_each=Points(300)))
    give.take(near, program)
    assert give.offers(far)[0].state is BonusState.SPENT
    with pytest.raises(BonusRefused, match="over_budget"):
        give.take(far, program)
    keep.close(UDA, program)
    with pytest.raises(BonusRefused, match="closed"):
        give.take(far, program)


def test_what_a_town_cannot_offer_is_refused(region: Region) -> None:
    free, paid, keep = region.program(), region.program(is_paid=True), region.points.bonuses.keep
    browser = Address("0x" + "c3" * 20)
    for changed, field in (
        ({"percent": 0}, "percent"),
        ({"percent": 101}, "percent"),
        ({"most_each": Points(20_000)}, "most_each"),
        ({"last_day": region.today - timedelta(days=1)}, "last_day"),
        ({"last_day": region.today + timedelta(days=900)}, "last_day"),
    ):
        with pytest.raises(Invalid, match=field):
            keep.open(UDA, region.officer, free, terms(region, **changed))
    with pytest.raises(BonusRefused, match="paid"):
        keep.open(UDA, region.officer, paid, terms(region))
    with pytest.raises(BonusRefused, match="own_wallet"):
        keep.open(UDA, browser, free, terms(region))
    with pytest.raises(NotFound):
        keep.open(_ELSEWHERE, region.officer, free, terms(region))
    with pytest.raises(NotFound):
        keep.close(UDA, free)
