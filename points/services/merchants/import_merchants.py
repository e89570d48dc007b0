"""An officer registers many shops from a list: first looked through, then entered and signed a few at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from points.merchant_file import ShopRow, read_shops
from points.models import Merchant, MerchantAct, MerchantActKind, MerchantImport, MerchantOnChain
from points.models.merchant_form import ShopForm, read_form
from points.ports import Cipher, Signer
from points.services.register_merchant import MerchantEntry, Origin, RegisterMerchant, new_merchant_id
from points.signing import ToSign

PURPOSE = "merchant_import"
_REASON = "points.merchant"
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class RowProblem:
    row: int
    name: str  # empty where the row is not kept
    error: Invalid


@dataclass(frozen=True, slots=True)
class ImportView:
    id: int
    file_name: str
    row_count: int
    problems: list[RowProblem]
    names: list[str]  # of the good rows
    entered: int
    signed: int
    registered: int
    created_at: datetime
    is_started: bool

    @property
    def good(self) -> int:
        return len(self.names)

    @property
    def is_signed(self) -> bool:
        return self.signed == self.good


class ImportMerchants:
    """Does not check that the officer holds the Registrar role; the surface does by role, the contract by signature."""

    def __init__(
        self, db: Database, clock: Clock, cipher: Cipher, signer: Signer, registering: RegisterMerchant
    ) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher
        self.signer = signer
        self.registering = registering

    def check(self, municipality: MunicipalityCode, officer: Address, raw: bytes, file_name: str) -> int:
        """Look through a list; nothing is registered. The id under which it is kept.

        Raises: MerchantFileRefused.
        """
        rows = read_shops(raw)
        with self.db.write() as session:
            known = set(session.scalars(select(Merchant.name_ja).where(Merchant.municipality == municipality)))
            good, problems = _sorted(rows, known)
            for typed in good:
                typed["merchant_id"] = str(new_merchant_id(session))
            made = MerchantImport(
                municipality=municipality,
                file_name=file_name[:200],
                rows_sealed=b"",
                row_count=len(rows),
                error_count=len({problem.row for problem in problems}),
                errors=[_stored(problem) for problem in problems],
                created_by=officer,
                created_at=self.clock.now(),
            )
            session.add(made)
            session.flush()
            made.rows_sealed = self.cipher.seal(PURPOSE, json.dumps(good).encode(), str(made.id))
            return made.id

    def find(self, municipality: MunicipalityCode, import_id: int) -> ImportView:
        """Raises: NotFound."""
        with self.db.read() as session:
            made = _load(session, municipality, import_id)
            ours = select(func.count()).select_from(Merchant).where(Merchant.import_id == import_id)
            on_chain = ours.join(MerchantOnChain, MerchantOnChain.merchant_id == Merchant.id)
            return ImportView(
                id=made.id,
                file_name=made.file_name,
                row_count=made.row_count,
                problems=[_problem(stored) for stored in made.errors],
                names=[typed["name_ja"] for typed in self._good(made)],
                entered=session.scalar(ours) or 0,
                signed=session.scalar(ours.where(Merchant.submitted_at.is_not(None))) or 0,
                registered=session.scalar(on_chain) or 0,
                created_at=made.created_at,
                is_started=made.entered_at is not None,
            )

    def advance(self, municipality: MunicipalityCode, officer: Address, import_id: int, limit: int = AT_ONCE) -> None:
        """Enter the next shops of the list, and sign them where the officer's key is kept here. Called again it goes
        on; cut short it loses nothing.

        Raises: NotFound.
        """
        for typed in self._begin(municipality, officer, import_id)[:limit]:
            form = read_form(typed)
            entry = MerchantEntry(form.name_ja, form.name_en, form.category, typed["staff_email"])
            origin = Origin(merchant_id=int(typed["merchant_id"]), import_id=import_id)
            self.registering.enter(municipality, officer, entry, form.shop, form.payout, origin)
        if self.signer.is_managed(officer):
            for _ in range(limit):
                asked = self.prepare_next(municipality, import_id)
                if asked is None:
                    return
                signature = self.signer.sign_typed_data(officer, asked.typed_data, reason=_REASON)
                self.registering.complete(asked.subject, signature, officer)

    def prepare_next(self, municipality: MunicipalityCode, import_id: int) -> ToSign | None:
        """The next shop of the list that was entered and not signed."""
        unsigned = select(Merchant.id).where(Merchant.import_id == import_id, Merchant.submitted_at.is_(None))
        with self.db.read() as session:
            _load(session, municipality, import_id)
            merchant_id = session.scalar(unsigned.order_by(Merchant.id).limit(1))
        return None if merchant_id is None else self.registering.resume(municipality, merchant_id)

    def _begin(self, municipality: MunicipalityCode, officer: Address, import_id: int) -> list[dict[str, str]]:
        """The rows that are not entered yet; the first time the act is recorded."""
        now = self.clock.now()
        with self.db.write() as session:
            made = _load(session, municipality, import_id)
            good = self._good(made)
            if made.entered_at is None:
                made.entered_at = now
                session.add(
                    MerchantAct(
                        municipality=municipality, officer=officer, kind=MerchantActKind.IMPORTED, about=import_id,
                        name_ja=made.file_name[:100], reason=str(len(good)), at=now,
                    )
                )  # fmt: skip
            done = set(session.scalars(select(Merchant.id).where(Merchant.import_id == import_id)))
            return [typed for typed in good if int(typed["merchant_id"]) not in done]

    def _good(self, made: MerchantImport) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = json.loads(self.cipher.open(PURPOSE, made.rows_sealed, str(made.id)))
        return rows


def _sorted(rows: list[ShopRow], known: set[str]) -> tuple[list[dict[str, str]], list[RowProblem]]:
    """Rows that can be registered, and what is wrong with the others."""
    good: list[dict[str, str]] = []
    problems: list[RowProblem] = []
    seen: set[str] = set()
    for row in rows:
        if row.has_my_number:
            problems.append(RowProblem(row.number, "", Invalid("row", "my_number")))
            continue
        typed = {**row.typed, "contact": row.typed.get("staff_email", "")}
        form = read_form(typed)
        errors = [*form.errors, *_more(typed, form, known, seen)]
        problems += [RowProblem(row.number, form.name_ja, error) for error in errors]
        if not errors:
            seen.add(form.name_ja)
            good.append(typed)
    return good, problems


def _more(typed: dict[str, str], form: ShopForm, known: set[str], seen: set[str]) -> list[Invalid]:
    found = []
    if not typed.get("staff_email"):
        found.append(Invalid("staff_email", "empty"))
    if form.payout is not None and not typed.get("business") and typed.get("invoice_number"):
        found.append(Invalid("business", "empty"))
    if form.name_ja and form.name_ja in known:
        found.append(Invalid("name_ja", "shop_exists"))
    if form.name_ja and form.name_ja in seen:
        found.append(Invalid("name_ja", "shop_twice"))
    return found


def _stored(problem: RowProblem) -> dict[str, object]:
    error = problem.error
    values = {name: str(value) for name, value in error.values.items()}
    return {"row": problem.row, "name": problem.name, "field": error.field, "reason": error.reason, "values": values}


def _problem(stored: dict[str, object]) -> RowProblem:
    values = stored["values"]
    assert isinstance(values, dict)
    error = Invalid(str(stored["field"]), str(stored["reason"]), **values)
    return RowProblem(int(str(stored["row"])), str(stored["name"]), error)


def _load(session: Session, municipality: MunicipalityCode, import_id: int) -> MerchantImport:
    made = session.get(MerchantImport, import_id)
    if made is None or made.municipality != municipality:
        raise NotFound("merchant_import", import_id)
    return made
