"""Which act explains which transfer, in the order the contract emits them."""

from __future__ import annotations

from typing import Any

from chain.ids import ZERO_ADDRESS, Address
from chain.indexer.projector import LogRecord
from points.models import MovementKind
from points.projections import explained

HANA, SHOP, OTHER = (Address("0x" + digit * 40) for digit in "123")
CAMPAIGN, PAYMENT, SETTLEMENT = (digit * 32 for digit in (b"\1", b"\2", b"\3"))


def logs(*events: tuple[str, dict[str, Any]], tx: bytes = b"t" * 32) -> list[LogRecord]:
    return [
        LogRecord("RegionalPoints", SHOP, event, args, 7, b"b" * 32, 1_700_000_000, tx, index)
        for index, (event, args) in enumerate(events)
    ]


def moved(sender: Address, recipient: Address, amount: int, lot: int = 9) -> tuple[str, dict[str, Any]]:
    return "TransferSingle", {"operator": OTHER, "from": sender, "to": recipient, "id": lot, "value": amount}


def reasons(given: list[LogRecord]) -> dict[int, tuple[Any, Any]]:
    """By log index: (kind, reference) of each transfer; (None, None) where nothing explains it."""
    return {
        log.log_index: (log.args.get("why", {}).get("kind"), log.args.get("why", {}).get("reference"))
        for log in explained(given)
        if log.event == "TransferSingle"
    }


def test_a_grant_claims_the_points_that_came_into_being_before_it() -> None:
    given = logs(
        moved(ZERO_ADDRESS, HANA, 10),
        moved(ZERO_ADDRESS, OTHER, 20),
        moved(SHOP, OTHER, 5),
        ("Granted", {"campaignId": CAMPAIGN, "id": 9, "index": 0, "total": 30}),
        moved(ZERO_ADDRESS, OTHER, 5),
    )
    assert reasons(given) == {
        0: (MovementKind.GRANT, CAMPAIGN),
        1: (MovementKind.GRANT, CAMPAIGN),
        2: (None, None),
        4: (None, None),
    }


def test_a_batch_of_payments_claims_each_holders_lots() -> None:
    given = logs(
        moved(HANA, SHOP, 10, lot=1),
        moved(HANA, SHOP, 5, lot=2),
        ("Paid", {"paymentId": PAYMENT, "holder": HANA, "merchantId": 4, "amount": 15}),
        ("PaymentRejected", {"paymentId": CAMPAIGN, "holder": OTHER, "reason": b""}),
        moved(OTHER, SHOP, 7),
        ("Paid", {"paymentId": SETTLEMENT, "holder": OTHER, "merchantId": 4, "amount": 7}),
    )
    assert reasons(given) == {
        0: (MovementKind.PAYMENT, PAYMENT),
        1: (MovementKind.PAYMENT, PAYMENT),
        4: (MovementKind.PAYMENT, SETTLEMENT),
    }


def test_a_refund_speaks_first_and_a_payment_after_it_in_one_transaction_is_its_own() -> None:
    given = logs(
        ("Refunded", {"paymentId": PAYMENT, "merchantId": 4, "amount": 5, "refundedInAll": 5}),
        moved(SHOP, HANA, 5),
        moved(HANA, SHOP, 3),
        ("Paid", {"paymentId": CAMPAIGN, "holder": HANA, "merchantId": 4, "amount": 3}),
    )
    assert reasons(given) == {1: (MovementKind.REFUND, PAYMENT), 2: (MovementKind.PAYMENT, CAMPAIGN)}


def test_burned_points_are_settlement_or_expiry_by_what_follows() -> None:
    given = logs(
        moved(SHOP, ZERO_ADDRESS, 5),
        ("Settled", {"settlementId": SETTLEMENT, "merchantId": 4, "issuer": 292125, "amount": 5}),
        moved(HANA, ZERO_ADDRESS, 2),
        ("Expired", {"id": 9, "holder": HANA, "amount": 2}),
    )
    assert reasons(given) == {0: (MovementKind.SETTLEMENT, SETTLEMENT), 2: (MovementKind.EXPIRY, None)}


def test_an_act_claims_nothing_of_another_transaction() -> None:
    paid = ("Paid", {"paymentId": PAYMENT, "holder": HANA, "merchantId": 4, "amount": 10})
    given = [*logs(moved(HANA, OTHER, 10)), *logs(paid, tx=b"u" * 32)]
    assert reasons(given) == {0: (None, None)}
