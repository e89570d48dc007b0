"""Merchants as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.models import (
    Merchant,
    MerchantCategory,
    MerchantOnChain,
    MerchantState,
    Movement,
    MovementKind,
    merchant_state,
)
from points.queries.programs import lot_id_range


@dataclass(frozen=True, slots=True)
class MerchantName:
    name_ja: str
    name_en: str


@dataclass(frozen=True, slots=True)
class MerchantView:
    id: int
    municipality: MunicipalityCode
    name_ja: str
    name_en: str
    category: MerchantCategory
    account: Address
    state: MerchantState
    failure: str


def merchant_names(session: Session, merchant_ids: Collection[int]) -> dict[int, MerchantName]:
    """Names of merchants; one that nobody described here goes by its number."""
    found = session.execute(
        select(Merchant.id, Merchant.name_ja, Merchant.name_en).where(Merchant.id.in_(merchant_ids))
    )
    names = {key: MerchantName(name_ja, name_en) for key, name_ja, name_en in found}
    return {key: names.get(key) or _nameless(key) for key in merchant_ids}


def _nameless(merchant_id: int) -> MerchantName:
    return MerchantName(f"加盟店 {merchant_id}", f"Merchant {merchant_id}")


def list_merchants(session: Session, municipality: MunicipalityCode) -> list[MerchantView]:
    """By number; also those that another installation registered."""
    rows = {row.id: row for row in session.scalars(select(Merchant).where(Merchant.municipality == municipality))}
    on_chain = select(MerchantOnChain).where(MerchantOnChain.municipality == municipality)
    chain = {one.merchant_id: one for one in session.scalars(on_chain)}
    return [_view(key, rows.get(key), chain.get(key)) for key in sorted(rows.keys() | chain.keys())]


def spent_by_merchant(session: Session, program_id: int) -> dict[int, Points]:
    """What each merchant took of the program's points, less refunds, the most first."""
    signs = {MovementKind.PAYMENT: 1, MovementKind.REFUND: -1}
    sums = (
        select(Movement.merchant_id, Movement.kind, func.sum(Movement.amount))
        .where(Movement.lot_id.between(*lot_id_range(program_id)), Movement.kind.in_(signs))
        .group_by(Movement.merchant_id, Movement.kind)
    )
    spent: Counter[int] = Counter()
    for merchant_id, kind, amount in session.execute(sums):
        assert merchant_id is not None  # each of these acts names its shop
        spent[merchant_id] += signs[MovementKind(kind)] * int(amount)
    return {merchant_id: Points(amount) for merchant_id, amount in spent.most_common() if amount > 0}


def find_merchant(session: Session, merchant_id: int) -> MerchantView:
    row, on_chain = session.get(Merchant, merchant_id), session.get(MerchantOnChain, merchant_id)
    if row is None and on_chain is None:
        raise NotFound("merchant", merchant_id)
    return _view(merchant_id, row, on_chain)


def merchant_id_of(session: Session, account: Address) -> int | None:
    """Of the shop whose account on chain this is."""
    return session.scalar(select(Merchant.id).where(Merchant.account == account))


def _view(merchant_id: int, row: Merchant | None, on_chain: MerchantOnChain | None) -> MerchantView:
    source = on_chain or row
    assert source is not None
    name = MerchantName(row.name_ja, row.name_en) if row else _nameless(merchant_id)
    return MerchantView(
        id=merchant_id,
        municipality=source.municipality,
        name_ja=name.name_ja,
        name_en=name.name_en,
        category=MerchantCategory(row.category) if row else MerchantCategory.OTHER,
        account=source.account,
        state=merchant_state(row, on_chain),
        failure=row.failure if row else "",
    )
