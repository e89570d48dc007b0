"""A right is used up at the door; while it is lent, its borrower uses it and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chain.clock import business_date
from chain.contracts.collection import Loan
from chain.ids import Address
from marketplace.errors import ActExpired
from marketplace.models import RightRedemption
from marketplace.queries.admission.day import entries_of
from marketplace.services.admission import errors
from marketplace.services.admission.door import Door, Scan
from marketplace.signing import ToSign
from tests.fixtures.chain import UDA
from tests.integration.marketplace.holding.conftest import FAR, PLACE, Holders

STAFF = Address("0x00000000000000000000000000000000000000AA")


def test_whoever_keeps_the_key_signs_a_use_before_the_door_scans_it(
    holders: Holders, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, region, token = holders.holder(), holders.shopping.region, (holders.series, 1)
    admission, wallet = region.platform.marketplace.admission, region.platform.wallet
    door, elsewhere = (Door(place, UDA, STAFF, is_open=True) for place in (PLACE, 999))
    redeem, ahead, code = admission.redeem_right, admission.sign_use_ahead, admission.right_codes.code(token, owner)

    def scan(name: str) -> Scan:
        return Scan(code, f"nonce-of-this-scan-{name}")

    with monkeypatch.context() as patch:
        patch.setattr(type(wallet), "is_managed", lambda *_: False)
        with pytest.raises(errors.PhoneSignatureNeeded, match="right"):
            redeem.redeem(door, scan("early"))
        with pytest.raises(errors.NotHolder):
            ahead.prepare(token, STAFF)
        assert admission.list_good.today(door) == []  # without a line nobody could sign for them
        asked = ahead.prepare(token, owner)
        assert ahead.signed_until(token, owner) == 0  # asked for, not signed
        for _ in range(2):
            ahead.complete(asked.subject, holders.sign(asked, owner))
        assert ahead.signed_until(token, owner) > holders.now
        assert redeem.look(door, code).left == 2  # nothing is used by signing
        (good,) = admission.list_good.today(door)
        assert good.is_whole and [left for _, _, left in good.legs] == [1]
        with pytest.raises(errors.WrongPlace):
            redeem.redeem(elsewhere, scan("elsewhere"))
        done = [redeem.redeem(door, scan("one")) for _ in range(2)]
        assert (done[0].left, done[0].redemption_id) == (1, done[1].redemption_id)
        with pytest.raises(errors.PhoneSignatureNeeded):  # one signature, one use
            redeem.redeem(door, scan("two"))
        with region.platform.db.read() as session:
            (entry,) = entries_of(session, PLACE, business_date(region.platform.clock.now()))
            assert entry.count == 1
        region.settle()
        assert holders.standing(1).uses_left == 1
        asked = ahead.prepare(token, owner)
        ahead.complete(asked.subject, holders.sign(asked, owner))
        region.travel(timedelta(days=2))
        assert ahead.signed_until(token, owner) == 0
        with pytest.raises(ActExpired):
            ahead.complete(ahead.prepare(token, owner).subject + "0", b"")
    assert redeem.redeem(door, scan("managed")).left == 0  # what ran out stands in nobody's way


def test_the_borrower_is_let_in_then_the_owner_until_it_is_used_up(holders: Holders) -> None:
    owner, region, contract = holders.holder(), holders.shopping.region, holders.contract
    friend, token = holders.shopping.buyer(0), (holders.series, 1)
    admission = region.platform.marketplace.admission
    door, redeem = Door(PLACE, UDA, STAFF, is_open=True), admission.redeem_right
    of_owner, of_friend = (admission.right_codes.code(token, who) for who in (owner, friend))

    def scan(code: str, name: str) -> Scan:
        return Scan(code, f"nonce-of-this-scan-{name}")

    assert redeem.look(door, of_owner).left == 2
    with pytest.raises(errors.NotHolder):
        redeem.look(door, of_friend)
    loan = Loan(1, owner, friend, holders.now + 600, 7, FAR)
    holders.send(contract.lend(loan, holders.sign(ToSign("", contract.signed_message(loan)), owner)), "lend")
    with pytest.raises(errors.LentToAnother):
        redeem.redeem(door, scan(of_owner, "owner"))
    first = redeem.redeem(door, scan(of_friend, "friend"))
    assert (first.left, redeem.redeem(door, scan(of_friend, "friend")).redemption_id) == (1, first.redemption_id)
    with pytest.raises(errors.ScanInvalid):  # one nonce, one right
        redeem.redeem(door, scan(of_owner, "friend"))
    region.settle()
    assert holders.standing(1).uses_left == 1

    region.travel(timedelta(minutes=11))
    for other, error in (
        (Door(999, UDA, STAFF, is_open=True), errors.WrongPlace),
        (Door(PLACE, UDA, STAFF, is_open=False), errors.DoorClosed),
    ):
        with pytest.raises(error):
            redeem.redeem(other, scan(of_owner, "refused"))
    second = redeem.redeem(door, scan(of_owner, "last"))
    assert second.left == 0
    with pytest.raises(errors.UsedAlready) as used:  # before it is on chain
        redeem.redeem(door, scan(of_owner, "more"))
    assert used.value.used_at == second.at
    region.settle()
    assert holders.standing(1).is_used_up
    with pytest.raises(errors.UsedAlready):
        redeem.look(door, of_owner)
    with region.platform.db.read() as session:
        assert [(row.use, row.error_name) for row in session.query(RightRedemption)] == [(1, ""), (2, "")]
