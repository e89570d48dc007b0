"""What the chain says about rights stands in the tables, the same after a rebuild and after a reorg."""

from __future__ import annotations

from sqlalchemy import select

from app.wiring import projectors
from chain.contracts.collection import Loan, LoanReturn, Withdrawal
from chain.contracts.trade import Issuance
from marketplace.models import AsksWithdrawn, CardIssued, CardRebound, Resale, RightLoan, RightState, RightUse
from marketplace.queries.holding.rights import borrowed_by
from marketplace.signing import ToSign
from tests.integration.marketplace.holding.conftest import FAR, Holders

_PROJECTED = (RightUse, RightLoan, AsksWithdrawn, CardRebound, CardIssued, Resale, RightState)


def test_uses_loans_and_withdrawals_stand_in_the_tables_and_a_rebuild_gives_the_same(holders: Holders) -> None:
    owner, region, contract = holders.holder(), holders.shopping.region, holders.contract
    friend = holders.shopping.buyer(0)
    fresh = holders.standing(1)
    assert (fresh.is_usable, fresh.uses_left, fresh.lent_to, fresh.may_move) == (True, 2, None, True)

    loan = Loan(1, owner, friend, holders.now + 600, 7, FAR)
    holders.send(contract.lend(loan, holders.sign(ToSign("", contract.signed_message(loan)), owner)), "lend")
    lent = holders.standing(1)
    assert (lent.lent_to, lent.lent_until, lent.may_move) == (friend, loan.expires, False)
    assert (lent.may_be_used_by(friend, owner), lent.may_be_used_by(owner, owner)) == (True, False)
    with region.platform.db.read() as session:
        assert borrowed_by(session, friend, holders.now) == [(holders.series, 1)]

    holders.redeem(1, friend, 1)
    assert holders.standing(1).uses_left == 1
    end = LoanReturn(1, friend, loan.expires)
    holders.send(contract.end_loan(end, holders.sign(ToSign("", contract.signed_message(end)), friend)), "end")
    assert holders.standing(1).lent_to is None
    holders.redeem(1, owner, 2)
    used = holders.standing(1)
    assert (used.is_used_up, used.is_usable) == (True, False)

    withdrawal = Withdrawal(1, owner, contract.moves_of(1), FAR)
    signature = holders.sign(ToSign("", contract.signed_message(withdrawal)), owner)
    holders.send(contract.withdraw_asks(withdrawal, signature), "withdraw")
    market = region.chain.contracts.market
    issuance = Issuance(holders.series, friend, 5, FAR)
    signature = holders.sign(ToSign("", market.issuance_message(issuance)), region.officer)
    holders.send(market.issue(issuance, region.officer, signature), "issue")
    holders.standing(1)
    assert holders.owner(2) == friend

    before = _rows(holders)
    assert {name: len(rows) for name, rows in before.items()} == {
        "right_use": 2, "right_loan": 2, "asks_withdrawn": 1, "card_rebound": 0, "card_issued": 1, "resale": 0,
        "right_state": 1,
    }  # fmt: skip
    region.indexer.rebuild()
    assert _rows(holders) == before
    with region.platform.db.read() as session:
        last_use = session.scalars(select(RightUse.block_number).order_by(RightUse.block_number.desc())).first() or 0
    for projector in projectors(region.platform):
        with region.platform.db.write() as session:
            projector.rewind(session, last_use - 1)
    with region.platform.db.read() as session:
        assert session.scalars(select(RightState.used)).all() == [1]


def _rows(holders: Holders) -> dict[str, list[tuple[object, ...]]]:
    with holders.shopping.region.platform.db.read() as session:
        return {
            model.__tablename__: [
                tuple(row) for row in session.execute(select(model.__table__).order_by(*model.__table__.primary_key))
            ]
            for model in _PROJECTED
        }
