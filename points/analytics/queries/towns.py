"""Whose programs and whose shops the roll-ups speak of."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from points.models import MerchantOnChain, ProgramOnChain


def programs_of(session: Session, issuer: MunicipalityCode) -> list[int]:
    """Numbers of the town's programs on chain, oldest first."""
    wanted = select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == issuer)
    return list(session.scalars(wanted.order_by(ProgramOnChain.first_day, ProgramOnChain.program_id)))


def shops_of(session: Session, town: MunicipalityCode) -> list[int]:
    """Numbers of the shops that are registered in the town."""
    wanted = select(MerchantOnChain.merchant_id).where(MerchantOnChain.municipality == town)
    return list(session.scalars(wanted.order_by(MerchantOnChain.merchant_id)))
