"""What a check of a person found is recorded: made, renewed, moved with the person, brought to a new account, revoked.
Whoever checks, at a counter or through an app, records it here, in the transaction of the check. The chain follows
through the outbox."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.errors import Conflict
from chain.ids import Address, MunicipalityCode
from wallet.models.verification import PersonMark, Verification, VerificationLevel
from wallet.services.persons.attest import Attest
from wallet.vault import Vault

_PURPOSE = "person"


@dataclass(frozen=True, slots=True)
class Check:
    """`words` tell one person from another and are the same at every check of this level; only their keyed hash is
    kept. `written`: name and date of birth as documents and cards write them, all that counter and app have in common;
    two people may have the same. `municipality`: where the person lives. `by`: the officer, or the account itself.
    """

    words: str
    level: VerificationLevel
    municipality: MunicipalityCode
    valid_until: date
    by: Address
    written: str = ""


class RecordVerification:
    """Does not judge the check; whoever made it does."""

    def __init__(self, clock: Clock, vault: Vault, attest: Attest) -> None:
        self._clock = clock
        self._vault = vault
        self._attest = attest

    def record(self, session: Session, account: Address, check: Check, *, replaces: bool = False) -> Verification:
        """One person has one verified account: where it is another one now, `replaces` brings it to `account`. An
        account that one kind of check gave to a person keeps this person when another kind confirms it.

        Raises: Conflict (person: verified_elsewhere, account_taken).
        """
        try:
            row = self._recorded(session, account, check, replaces)
        except IntegrityError as error:  # the person was verified, or the account taken, at the same moment elsewhere
            raise Conflict("person", "verified_elsewhere") from error
        self._attest.bind(session, row)
        return row

    def revoke(self, session: Session, row: Verification, by: Address, reason: str) -> None:
        """From now on the account is no person's. A repeated call changes nothing."""
        if row.revoked_at is None:
            self._end(row, by)
            row.reason = reason
            self._attest.revoke(session, row)

    def record_again(self, session: Session, row: Verification) -> None:
        """The last act about the row is signed anew, unless a later one about the person decides."""
        later = select(Verification.id).where(Verification.person == row.person, Verification.revision > row.revision)
        if session.scalar(later.limit(1)) is None:
            act = self._attest.bind if row.revoked_at is None else self._attest.revoke
            act(session, row)

    def mark_anew(self, session: Session, row: Verification, words: str) -> None:
        """Under the newest key, of words that were kept."""
        mark = self._vault.index(_PURPOSE, words)
        if session.get(PersonMark, mark) is None:
            session.add(PersonMark(mark=mark, person=row.person, level=row.level))

    def is_known(self, session: Session, words: str) -> bool:
        marks = self._vault.indexes(_PURPOSE, words)
        return session.scalar(select(PersonMark.mark).where(PersonMark.mark.in_(marks)).limit(1)) is not None

    def persons_of(self, session: Session, words: Iterable[str]) -> set[bytes]:
        """Whom the words of a check mean, as far as anybody was verified by them."""
        marks = {mark for said in words for mark in self._vault.indexes(_PURPOSE, said)}
        return set(session.scalars(select(PersonMark.person).where(PersonMark.mark.in_(marks))))

    def standing_on(self, session: Session, account: Address) -> Verification | None:
        """What was not revoked, also when it ran out: whose account it was said to be."""
        return session.scalar(select(Verification).filter_by(account=account, revoked_at=None))

    def verification_of(self, session: Session, words: str) -> Verification | None:
        """The valid one of the person whom the words of a check mean, on whichever account."""
        known = select(PersonMark.person).where(PersonMark.mark.in_(self._vault.indexes(_PURPOSE, words)))
        row = session.scalar(
            select(Verification).where(Verification.person.in_(known), Verification.revoked_at.is_(None))
        )
        return row if row is not None and self._is_valid(row) else None

    def _recorded(self, session: Session, account: Address, check: Check, replaces: bool) -> Verification:
        person = self._person(session, account, check)
        touched = or_(Verification.account == account, Verification.person == person)
        unrevoked = select(Verification).where(touched, Verification.revoked_at.is_(None)).order_by(Verification.id)
        open_rows = session.scalars(unrevoked.with_for_update()).all()
        valid = [one for one in open_rows if self._is_valid(one)]
        if any(one.account == account and one.person != person for one in valid):
            raise Conflict("person", "account_taken")
        if not replaces and any(one.account != account for one in valid):
            raise Conflict("person", "verified_elsewhere")
        for one in valid:
            if one.account == account and one.municipality == check.municipality:
                one.valid_until, one.verified_by, one.level = check.valid_until, check.by, check.level
                return one
        for one in open_rows:  # run out, moved here from another town, or on the account that is replaced
            self._end(one, check.by)
        return self._add(session, account, person, check)

    def _add(self, session: Session, account: Address, person: bytes, check: Check) -> Verification:
        row = Verification(
            account=account, person=person, level=check.level, municipality=check.municipality,
            valid_until=check.valid_until, verified_by=check.by, verified_at=self._clock.now(),
        )  # fmt: skip
        session.flush()  # what ended, before another row takes its place
        session.add(row)
        session.flush()
        return row

    def _person(self, session: Session, account: Address, check: Check) -> bytes:
        """Whom the check's words mean: known by a mark, or by another kind of check of this account, or new."""
        marks = self._vault.indexes(_PURPOSE, check.words)
        known = session.scalars(select(PersonMark).where(PersonMark.mark.in_(marks)).with_for_update()).all()
        if not known and check.written and check.level is VerificationLevel.COUNTER:  # an officer sees who it is
            written = self._vault.indexes(_PURPOSE, check.written)
            known = session.scalars(select(PersonMark).where(PersonMark.mark.in_(written)).with_for_update()).all()
        person = known[0].person if known else self._person_on(session, account, check.level)
        for words in filter(None, (check.words, check.written)):
            mark = self._vault.index(_PURPOSE, words)
            if session.get(PersonMark, mark) is None:
                session.add(PersonMark(mark=mark, person=person, level=check.level))
        return person

    def _person_on(self, session: Session, account: Address, level: VerificationLevel) -> bytes:
        row = self.standing_on(session, account)
        if row is not None and self._is_valid(row):
            checked = session.scalar(select(PersonMark.mark).filter_by(person=row.person, level=level).limit(1))
            if checked is None:
                return row.person
        return secrets.token_bytes(32)

    def _end(self, row: Verification, by: Address) -> None:
        row.revoked_at, row.revoked_by = self._clock.now(), by

    def _is_valid(self, row: Verification) -> bool:
        now = self._clock.now()
        return row.holds_at(now, business_date(now))
