"""A right is used up at the door; while it is lent, its borrower uses it and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chain.contracts.collection import Loan
from chain.ids import Address
from marketplace.models import RightRedemption
from marketplace.services.admission import errors
from marketplace.services.admission.door import Door, Scan
from marketplace.signing import ToSign
from tests.fixtures.chain import UDA
from tests.integration.marketplace.holding.conftest import FAR, PLACE, Holders

STAFF = Address("0x00000000000000000000000000000000000000AA")


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
