"""An officer verifies a person at the counter, and revokes it. One person has one verified account."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode, contains_my_number
from wallet.models.verification import Verification, VerificationLevel
from wallet.vault import Vault

_PURPOSE = "person"
_OLDEST_YEARS, _LONGEST_YEARS = 130, 10


@dataclass(frozen=True, slots=True)
class Document:
    """What the officer reads from the document, and no more than tells one person from another."""

    name_kana: str
    birthday: date
    valid_until: date


class VerifyPerson:
    """Does not check that the officer is one of the town; the surface does."""

    def __init__(self, db: Database, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault

    def verify(self, municipality: MunicipalityCode, officer: Address, account: Address, document: Document) -> int:
        """Returns: the verification's number.

        Raises: Invalid (name_kana, birthday, valid_until), Conflict (person: verified_elsewhere, account_taken).
        """
        name = _checked(document, business_date(self._clock.now()))
        words = f"{name}|{document.birthday.isoformat()}"
        try:
            with self._db.write() as session:
                return self._verified(session, municipality, officer, account, document.valid_until, words).id
        except IntegrityError as error:  # another counter verified the person, or took the account, at the same moment
            raise Conflict("person", "verified_elsewhere") from error

    def _verified(
        self,
        session: Session,
        municipality: MunicipalityCode,
        officer: Address,
        account: Address,
        valid_until: date,
        words: str,
    ) -> Verification:
        now = self._clock.now()
        marks = self._vault.indexes(_PURPOSE, words)
        known = session.scalars(select(Verification).where(Verification.mark.in_(marks)).with_for_update()).all()
        valid = _valid(known, now)
        on_account = session.scalars(select(Verification).filter_by(account=account)).all()
        if any(one.account != account for one in valid):
            raise Conflict("person", "verified_elsewhere")
        if any(one not in known for one in _valid(on_account, now)):
            raise Conflict("person", "account_taken")
        renewed = next((one for one in valid if one.municipality == municipality), None)
        if renewed is not None:
            renewed.valid_until, renewed.verified_by = valid_until, officer
            return renewed
        for one in {*known, *on_account}:  # run out, or moved here from another town
            if one.revoked_at is None:
                one.revoked_at, one.revoked_by = now, officer
        session.flush()
        person = known[0].person if known else secrets.token_bytes(32)
        row = Verification(
            account=account, person=person, mark=self._vault.index(_PURPOSE, words), level=VerificationLevel.COUNTER,
            municipality=municipality, valid_until=valid_until, verified_by=officer, verified_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row

    def revoke(self, municipality: MunicipalityCode, officer: Address, number: int, reason: str) -> None:
        """From now on the account votes for no person. A repeated call changes nothing.

        Raises: NotFound for another town's, Invalid (reason, empty, my_number).
        """
        said = reason.strip()[:200]
        if not said:
            raise Invalid("reason", "empty")
        if contains_my_number(said):
            raise Invalid("reason", "my_number")
        with self._db.write() as session:
            row = _of_town(session, municipality, number)
            if row.revoked_at is None:
                row.revoked_at, row.revoked_by, row.reason = self._clock.now(), officer, said


def _of_town(session: Session, municipality: MunicipalityCode, number: int) -> Verification:
    row = session.get(Verification, number, with_for_update=True)
    if row is None or row.municipality != municipality:
        raise NotFound("verification", number)
    return row


def _valid(rows: Iterable[Verification], now: datetime) -> list[Verification]:
    return [one for one in rows if one.holds_at(now, business_date(now))]


def _checked(document: Document, today: date) -> str:
    """The name in the one form that is compared."""
    name = "".join(unicodedata.normalize("NFKC", document.name_kana).split())
    if not name:
        raise Invalid("name_kana", "empty")
    if len(name) > 80:
        raise Invalid("name_kana", "too_long", max_length=80)
    if contains_my_number(name):
        raise Invalid("name_kana", "my_number")
    if not all("KATAKANA" in unicodedata.name(sign, "") or sign == "ー" for sign in name):
        raise Invalid("name_kana", "not_katakana")
    if not today.year - _OLDEST_YEARS <= document.birthday.year or document.birthday > today:
        raise Invalid("birthday", "not_a_birthday")
    if not today <= document.valid_until <= today.replace(year=today.year + _LONGEST_YEARS, day=min(today.day, 28)):
        raise Invalid("valid_until", "not_within_years", years=_LONGEST_YEARS)
    return name
