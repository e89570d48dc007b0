"""An officer verifies a person at the counter, and revokes it. One person has one verified account."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.events import record
from chain.ids import Address, MunicipalityCode, contains_my_number
from wallet.events import PersonMoved
from wallet.models.verification import Verification, VerificationLevel
from wallet.services.persons.list_persons import ChainState, chain_states
from wallet.services.persons.record_verification import Check, RecordVerification

_OLDEST_YEARS, _LONGEST_YEARS = 130, 10


@dataclass(frozen=True, slots=True)
class Document:
    """What the officer reads from the document, and no more than tells one person from another."""

    name_kana: str
    birthday: date
    valid_until: date
    name: str = ""  # as the document writes it, to know the person again who comes by the app


class VerifyPerson:
    """Does not check that the officer is one of the town; the surface does."""

    def __init__(self, db: Database, clock: Clock, record: RecordVerification) -> None:
        self._db = db
        self._clock = clock
        self._record = record

    def verify(
        self,
        municipality: MunicipalityCode,
        officer: Address,
        account: Address,
        document: Document,
        *,
        replaces: bool = False,
    ) -> int:
        """Returns: the verification's number. `replaces`: the person lost the account verified before, which loses it
        and is told.

        Raises: Invalid (name_kana, birthday, valid_until), Conflict (person: verified_elsewhere, account_taken).
        """
        words, *more = self.words_of(document)
        written = next(iter(more), "")
        check = Check(words, VerificationLevel.COUNTER, municipality, document.valid_until, officer, written)
        with self._db.write() as session:
            former = self._former(session, check) if replaces else None
            row = self._record.record(session, account, check, replaces=replaces)
            if former is not None and former.account != account:
                moved = PersonMoved(str(former.account), f"counter-{row.id}", at_counter=True)
                record(session, moved, self._clock.now())
            return row.id

    def words_of(self, document: Document) -> tuple[str, ...]:
        """By which the person is known again: name in kana and birthday, and the written name, where it is there.

        Raises: Invalid (name_kana, name, birthday, valid_until).
        """
        name = _checked(document, business_date(self._clock.now()))
        kana = f"{name}|{document.birthday.isoformat()}"
        return (kana, written_words(document.name, document.birthday)) if document.name.strip() else (kana,)

    def _former(self, session: Session, check: Check) -> Verification | None:
        known = (self._record.verification_of(session, words) for words in (check.words, check.written) if words)
        return next(filter(None, known), None)

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
            self._record.revoke(session, _of_town(session, municipality, number), officer, said)

    def record_again(self, municipality: MunicipalityCode, number: int) -> None:
        """What failed on chain is tried once more. Nothing happens when it did not fail, or a later act decides.

        Raises: NotFound for another town's.
        """
        with self._db.write() as session:
            row = _of_town(session, municipality, number)
            if chain_states(session, [row])[row.id] is ChainState.FAILED:
                self._record.record_again(session, row)


def written_words(name: str, birthday: date) -> str:
    """The same for a document at the counter and for what the app says."""
    shown = "".join(unicodedata.normalize("NFKC", name).split())
    return f"written|{shown}|{birthday.isoformat()}"


def _of_town(session: Session, municipality: MunicipalityCode, number: int) -> Verification:
    row = session.get(Verification, number, with_for_update=True)
    if row is None or row.municipality != municipality:
        raise NotFound("verification", number)
    return row


def _checked(document: Document, today: date) -> str:
    """The name in the one form that is compared."""
    name = "".join(unicodedata.normalize("NFKC", document.name_kana).split())
    if not name:
        raise Invalid("name_kana", "empty")
    if len(name) > 80:
        raise Invalid("name_kana", "too_long", max_length=80)
    if contains_my_number(name):
        raise Invalid("name_kana", "my_number")
    if len(document.name) > 80:
        raise Invalid("name", "too_long", max_length=80)
    if contains_my_number(document.name):
        raise Invalid("name", "my_number")
    if not all("KATAKANA" in unicodedata.name(sign, "") or sign == "ー" for sign in name):
        raise Invalid("name_kana", "not_katakana")
    if not today.year - _OLDEST_YEARS <= document.birthday.year or document.birthday > today:
        raise Invalid("birthday", "not_a_birthday")
    if not today <= document.valid_until <= today.replace(year=today.year + _LONGEST_YEARS, day=min(today.day, 28)):
        raise Invalid("valid_until", "not_within_years", years=_LONGEST_YEARS)
    return name
