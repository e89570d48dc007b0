"""What card holders did since they got their first card of the town (カードを持つ人の歩み)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from chain.anonymity import is_small
from chain.ids import MunicipalityCode
from points.analytics.k_anonymity import protect_group
from points.analytics.ports import Doings, DoingsStatement
from points.models import MerchantOnChain, PaymentOnChain

Count = int | None  # None: hidden


@dataclass(frozen=True, slots=True)
class Step:
    """`people` did `name` at least once after their first card; `percent` of all, rounded half up."""

    name: str
    people: Count
    percent: Count


@dataclass(frozen=True, slots=True)
class Funnel:
    """`holders`: who got a card of the town until the moment that is asked about."""

    holders: Count
    steps: list[Step]


class ShopPayments:
    """Implements points.analytics.ports.Doings: payments at the town's shops."""

    def select(self, municipality: MunicipalityCode) -> DoingsStatement:
        return (
            select(PaymentOnChain.holder.label("account"), PaymentOnChain.block_time.label("at"))
            .join(MerchantOnChain, MerchantOnChain.merchant_id == PaymentOnChain.merchant_id)
            .where(MerchantOnChain.municipality == municipality)
        )


def funnel(session: Session, cards: Doings, steps: Mapping[str, Doings], town: MunicipalityCode, until: int) -> Funnel:
    """`until`: unix seconds; nothing later is seen."""
    got = _first(cards.select(town), until)
    holders = session.scalar(select(func.count()).select_from(got)) or 0
    return Funnel(
        None if is_small(holders) else holders,
        [_step(session, name, doings, town, got, holders, until) for name, doings in steps.items()],
    )


def _first(doings: DoingsStatement, until: int) -> Subquery:
    """Account and when it first did this."""
    done = doings.subquery()
    return (
        select(done.c.account.label("account"), func.min(done.c.at).label("at"))
        .where(done.c.at < until)
        .group_by(done.c.account)
        .subquery()
    )


def _step(
    session: Session, name: str, doings: Doings, town: MunicipalityCode, got: Subquery, holders: int, until: int
) -> Step:
    done = doings.select(town).subquery()
    after = select(func.count(got.c.account.distinct())).join_from(got, done, done.c.account == got.c.account)
    people = session.scalar(after.where(done.c.at >= got.c.at, done.c.at < until)) or 0
    shown = protect_group(people, holders)
    return Step(name, shown, (200 * shown + holders) // (2 * holders) if shown is not None and holders else None)
