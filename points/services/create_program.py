"""An officer opens a point program (ポイント事業)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from chain.outbox import enqueue
from chain.units import Points
from points.acts import program_act
from points.models import Program
from points.models.program import terms_hash
from points.signing import ToSign

_SIGNATURE_LIFE = timedelta(days=1)
_LONGEST = timedelta(days=365 * 10)


@dataclass(frozen=True, slots=True)
class ProgramTerms:
    name_ja: str
    name_en: str
    description: str
    area_id: int
    cap: Points
    first_day: date
    last_day: date
    is_paid: bool = False
    is_transferable: bool = False
    is_verified_only: bool = False
    refunds_expired: bool = False

    def check(self, today: date) -> None:
        """Raises: Invalid naming the field."""
        if not self.name_ja.strip():
            raise Invalid("name_ja", "empty")
        if len(self.name_ja) > 100 or len(self.name_en) > 100:
            raise Invalid("name_ja" if len(self.name_ja) > 100 else "name_en", "too_long")
        if self.cap == 0:
            raise Invalid("cap", "zero")
        if self.last_day < today:
            raise Invalid("last_day", "past")
        if self.last_day < self.first_day:
            raise Invalid("last_day", "before_first_day")
        if self.last_day > today + _LONGEST:
            raise Invalid("last_day", "too_late")


class CreateProgram:
    """Does not check that the officer holds the Issuer role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, municipalities: Municipalities) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.municipalities = municipalities

    def prepare(self, issuer: MunicipalityCode, officer: Address, terms: ProgramTerms) -> ToSign:
        now = self.clock.now()
        terms.check(business_date(now))
        with self.db.write() as session:
            if terms.area_id not in {area.id for area in self.municipalities.areas(session)}:
                raise Invalid("area_id", "unknown")
            program = Program(
                id=unused_number(session, Program.id, low=100_000, high=2**31 - 1),
                issuer=issuer,
                area_id=terms.area_id,
                name_ja=terms.name_ja.strip(),
                name_en=terms.name_en.strip(),
                description=terms.description.strip(),
                cap=terms.cap,
                first_day=terms.first_day,
                last_day=terms.last_day,
                is_paid=terms.is_paid,
                is_transferable=terms.is_transferable,
                is_verified_only=terms.is_verified_only,
                refunds_expired=terms.refunds_expired,
                terms_hash=_terms_hash(terms),
                deadline=unix(now + _SIGNATURE_LIFE),
                created_by=officer,
                created_at=now,
            )
            session.add(program)
            session.flush()
            return ToSign(str(program.id), self.contracts.points.program_message(program_act(program)))

    def resume(self, issuer: MunicipalityCode, program_id: int) -> ToSign:
        """What an officer of the municipality signs to open a program that was written and left unsigned.

        Raises: NotFound, Conflict (signed), Invalid when its last day went by.
        """
        now = self.clock.now()
        with self.db.write() as session:
            program = _load(session, program_id)
            if program.issuer != issuer:
                raise NotFound("program", program_id)
            if program.submitted_at is not None:
                raise Conflict("program", "signed")
            if program.last_day < business_date(now):
                raise Invalid("last_day", "past")
            if program.deadline <= unix(now):
                program.deadline = unix(now + _SIGNATURE_LIFE)
            return ToSign(str(program.id), self.contracts.points.program_message(program_act(program)))

    def complete(self, subject: str, signature: bytes, signer: Address | None = None) -> None:
        """`signer` is the officer who signed, when it is another than the one who wrote the program."""
        now = self.clock.now()
        with self.db.write() as session:
            program = _load(session, int(subject))
            officer = signer or program.created_by
            call = self.contracts.points.create_program(program_act(program), officer, signature)
            name = f"points.program:{program.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=officer)
            program.created_by = officer
            program.submitted_at = program.submitted_at or now


def _load(session: Session, program_id: int) -> Program:
    program = session.get(Program, program_id)
    if program is None:
        raise NotFound("program", program_id)
    return program


def _terms_hash(terms: ProgramTerms) -> bytes:
    return terms_hash(
        name_ja=terms.name_ja.strip(),
        description=terms.description.strip(),
        first_day=terms.first_day,
        last_day=terms.last_day,
    )
