"""What offering and taking an account share: whose it is, whether it is still without an owner, who is told, and the
line in the audit log with both names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from chain.audit_log import AuditKind, append
from chain.ids import Address
from wallet.errors import FamilyRefused, SignInRefused
from wallet.models import Account
from wallet.models.family import BondState, EndedBy, FamilyBond
from wallet.models.handover import OFFER_LIFETIME, Handover, HandoverWay
from wallet.tokens import new_token, token_hash
from wallet.vault import Vault

_WINDOW = timedelta(minutes=15)
_MOST_PER_ADDRESS = 5


def ownerless(session: Session, ward: Address) -> Account:
    """The ward's account, locked. Raises: FamilyRefused (has_email)."""
    account = session.scalars(select(Account).where(Account.address == ward).with_for_update()).one()
    if account.email_sealed is not None or not account.is_managed:
        raise FamilyRefused("has_email")
    return account


def check_free(session: Session, vault: Vault, email: str) -> None:
    """Raises: FamilyRefused (email_taken)."""
    taken = select(Account.id).where(Account.email_index.in_(vault.indexes("email", email)))
    if session.scalar(taken) is not None:
        raise FamilyRefused("email_taken")


def is_for_guardian(bond: FamilyBond, today: date) -> bool:
    """May the guardian choose the address? Of a child alone, and until it comes of age."""
    return bond.birth_month is not None and bond.holds_on(today)


def bonds_of_ward(session: Session, ward: Address) -> Sequence[FamilyBond]:
    """Those that ever held, the newest first."""
    began = select(FamilyBond).where(FamilyBond.ward == ward, FamilyBond.began_at.is_not(None))
    return session.scalars(began.order_by(FamilyBond.id.desc())).all()


def told_of(bond: FamilyBond) -> bool:
    """Is its guardian told what becomes of the account? Not who was sent away."""
    return bond.state == BondState.ACTIVE or (bond.state == BondState.ENDED and bond.ended_by == EndedBy.AGE)


def offer(
    session: Session,
    vault: Vault,
    way: HandoverWay,
    email: str,
    now: datetime,
    *,
    bond: FamilyBond | None = None,
    by: Address | None = None,
) -> str:
    """Returns the mail's token. What was offered of the same ward before is good no more.

    Raises: SignInRefused (too_many_codes).
    """
    index, token = vault.index("email", email), new_token()
    recent = select(func.count()).select_from(Handover).where(Handover.created_at > now - _WINDOW)
    if (session.scalar(recent.where(Handover.email_index == index)) or 0) >= _MOST_PER_ADDRESS:
        raise SignInRefused("too_many_codes")
    if bond is not None:
        of_ward = select(FamilyBond.id).where(FamilyBond.ward == bond.ward)
        earlier = update(Handover).where(Handover.bond_id.in_(of_ward), Handover.expires_at > now)
        session.execute(earlier.values(expires_at=now))
    session.add(
        Handover(
            way=way, bond_id=bond.id if bond else None, asked_by=by, email_sealed=vault.seal("email", email.encode()),
            email_index=index, token_hash=token_hash(token), created_at=now, expires_at=now + OFFER_LIFETIME,
            checked_at=now if way is HandoverWay.COUNTER else None, taken_at=None,
        )
    )  # fmt: skip
    return token


def note(session: Session, now: datetime, bond: FamilyBond, act: str, actor: Address, role: str, scope: str) -> None:
    subject = f"ward={bond.ward} guardian={bond.guardian}"
    append(session, now, actor, role, scope or f"family-{bond.id}", AuditKind.ACT, act, subject)
