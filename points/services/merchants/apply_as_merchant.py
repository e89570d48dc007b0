"""Somebody applies with a shop (加盟店の申し込み): a draft that is kept as typed, then sent to the town."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from points.models import ApplicationState, MerchantApplication, MerchantCategory
from points.models.merchant_form import FORM, ShopForm, read_form
from points.ports import Cipher

PURPOSE = "merchant_application"
_MOST_OPEN = 10  # applications of one person that wait for an answer
_MOST_TYPED = 2_000  # characters of one field of a draft


@dataclass(frozen=True, slots=True)
class Application:
    id: int
    applicant: Address
    municipality: MunicipalityCode | None
    name_ja: str
    category: MerchantCategory
    state: ApplicationState
    reason: str
    form: Mapping[str, str]
    merchant_id: int | None
    submitted_at: datetime | None
    updated_at: datetime
    decided_by: Address | None
    decided_at: datetime | None

    @property
    def read(self) -> ShopForm:
        return read_form(self.form)


class ApplyAsMerchant:
    def __init__(self, db: Database, clock: Clock, municipalities: Municipalities, cipher: Cipher) -> None:
        self.db = db
        self.clock = clock
        self.municipalities = municipalities
        self.cipher = cipher

    def keep(self, applicant: Address, typed: Mapping[str, str], application_id: int | None = None) -> int:
        """Keep the draft as it was typed, right or wrong; its id. What looks like a My Number is not kept.

        Raises: NotFound (also somebody else's), Conflict (sent), Invalid (my_number).
        """
        now = self.clock.now()
        form = {name: typed.get(name, "")[:_MOST_TYPED] for name in FORM}
        _refuse_my_number(form)
        with self.db.write() as session:
            row = self._row(session, applicant, application_id)
            row.name_ja = form["name_ja"].strip()[:100]
            row.category = read_form(form).category
            row.municipality = self._town(session, form["municipality"])
            row.updated_at = now
            session.flush()
            row.form_sealed = seal_form(self.cipher, row.id, form)
            return row.id

    def submit(self, applicant: Address, application_id: int) -> None:
        """To the town. What is wrong is found by `problems` before.

        Raises: NotFound, Conflict (sent), Invalid naming the field.
        """
        now = self.clock.now()
        with self.db.write() as session:
            row = self._row(session, applicant, application_id)
            problems = self.problems(open_form(self.cipher, row))
            if problems:
                raise problems[0]
            row.state, row.submitted_at, row.updated_at = ApplicationState.SUBMITTED, now, now

    def problems(self, form: Mapping[str, str]) -> list[Invalid]:
        """Everything that has to be mended before it can be sent."""
        found = list(read_form(form, needs_payout=True).errors)
        named = {error.field for error in found}
        found += [
            Invalid(name, "empty")
            for name in ("municipality", "address", "contact", "business")
            if name not in named and not form.get(name, "").strip()
        ]
        if form.get("municipality") and "municipality" not in named:
            with self.db.read() as session:
                if self._town(session, form["municipality"]) is None:
                    found.append(Invalid("municipality", "unknown"))
        return found

    def mine(self, applicant: Address) -> list[Application]:
        """Newest first."""
        wanted = select(MerchantApplication).where(MerchantApplication.applicant == applicant)
        with self.db.read() as session:
            rows = session.scalars(wanted.order_by(MerchantApplication.id.desc())).all()
        return [view(self.cipher, row) for row in rows]

    def find(self, applicant: Address, application_id: int) -> Application:
        """Raises: NotFound, also when it is somebody else's."""
        with self.db.read() as session:
            row = session.get(MerchantApplication, application_id)
        if row is None or row.applicant != applicant:
            raise NotFound("merchant_application", application_id)
        return view(self.cipher, row)

    def _row(self, session: Session, applicant: Address, application_id: int | None) -> MerchantApplication:
        if application_id is None:
            return self._new(session, applicant)
        row = session.get(MerchantApplication, application_id, with_for_update=True)
        if row is None or row.applicant != applicant:
            raise NotFound("merchant_application", application_id)
        if not ApplicationState(row.state).is_applicants_turn:
            raise Conflict("merchant_application", "application_sent")
        return row

    def _new(self, session: Session, applicant: Address) -> MerchantApplication:
        waiting = select(MerchantApplication.id).where(
            MerchantApplication.applicant == applicant,
            MerchantApplication.state.in_(
                (ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.RETURNED)
            ),
        )
        if len(session.scalars(waiting).all()) >= _MOST_OPEN:
            raise Conflict("merchant_application", "too_many_applications")
        now = self.clock.now()
        row = MerchantApplication(
            applicant=applicant, state=ApplicationState.DRAFT, reason="", created_at=now, updated_at=now,
            form_sealed=b"", name_ja="", category=MerchantCategory.OTHER,
        )  # fmt: skip
        session.add(row)
        return row

    def _town(self, session: Session, text: str) -> MunicipalityCode | None:
        return next((one.code for one in self.municipalities.all(session) if str(one.code) == text), None)


def seal_form(cipher: Cipher, application_id: int, form: Mapping[str, str]) -> bytes:
    return cipher.seal(PURPOSE, json.dumps(dict(form), ensure_ascii=False).encode(), str(application_id))


def open_form(cipher: Cipher, row: MerchantApplication) -> dict[str, str]:
    opened: dict[str, str] = json.loads(cipher.open(PURPOSE, row.form_sealed, str(row.id)))
    return opened


def view(cipher: Cipher, row: MerchantApplication) -> Application:
    return Application(
        id=row.id,
        applicant=row.applicant,
        municipality=row.municipality,
        name_ja=row.name_ja,
        category=MerchantCategory(row.category),
        state=ApplicationState(row.state),
        reason=row.reason,
        form=open_form(cipher, row),
        merchant_id=row.merchant_id,
        submitted_at=row.submitted_at,
        updated_at=row.updated_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _refuse_my_number(form: Mapping[str, str]) -> None:
    """Neither a row nor a sealed form ever holds one."""
    for error in read_form(form).errors:
        if error.reason in ("my_number", "my_number_invoice"):
            raise error
