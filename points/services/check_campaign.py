"""Write down a grant and check its list of people, row by row, before anything is signed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number, day_number
from chain.db import Database
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode, contains_my_number
from chain.units import Points
from points.campaign_file import FileRow, PeopleList, open_list
from points.errors import CampaignFileRefused, CampaignLocked, CampaignNotReady
from points.models import Campaign, CampaignMethod, CampaignRow, ProgramOnChain, RowError
from points.models.amount_rule import AmountKind, AmountRule
from points.models.campaign import CHUNK_SIZE, MAX_ROWS, transactions
from points.models.campaign_cost import estimate
from points.ports import AccountDirectory, Persons
from points.queries.campaign_terms import rule_of
from points.queries.programs import load_campaign, program_on_chain
from points.services.campaigns.open_terms import open_terms

_ROWS_AT_ONCE = 1_000
_BETWEEN = " / "  # the identifiers of one row


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    program_id: int
    purpose: str
    expiry_day: date

    def check(self, program: ProgramOnChain, today: date) -> None:
        """Raises: Invalid naming the field."""
        if not self.purpose.strip():
            raise Invalid("purpose", "empty")
        if len(self.purpose) > 200:
            raise Invalid("purpose", "too_long")
        if contains_my_number(self.purpose):
            raise Invalid("purpose", "my_number")
        if self.expiry_day < today:
            raise Invalid("expiry_day", "past")
        if day_number(self.expiry_day) > program.last_day:
            raise Invalid("expiry_day", "after_program", last_day=day_from_number(program.last_day))


class CheckCampaign:
    def __init__(self, db: Database, clock: Clock, directory: AccountDirectory, persons: Persons) -> None:
        self.db = db
        self.clock = clock
        self.directory = directory
        self.persons = persons

    def draft(self, issuer: MunicipalityCode, officer: Address, plan: CampaignPlan) -> int:
        """The id of a new campaign without a list."""
        now = self.clock.now()
        with self.db.write() as session:
            plan.check(program_on_chain(session, issuer, plan.program_id), business_date(now))
            campaign = Campaign(
                campaign_key=secrets.token_bytes(32),
                program_id=plan.program_id,
                purpose=plan.purpose.strip(),
                expiry_day=plan.expiry_day,
                created_by=officer,
                created_at=now,
            )
            session.add(campaign)
            session.flush()
            return campaign.id

    def check_list(self, campaign_id: int, file: BinaryIO, file_name: str) -> None:
        """Replace the campaign's list by that of `file`, or its wrong rows when the file is a corrected list of them.
        The file itself is not kept. People are looked up before anything is written, so that others can write.

        Raises: CampaignFileRefused when it cannot be read as a list at all; CampaignLocked once started; Conflict
        when somebody else sent a list meanwhile.
        """
        with self.db.read() as session:
            rule = rule_of(session, _load_open(session, campaign_id))
        people = open_list(file, needs_amounts=rule.kind is not AmountKind.SAME)
        if people.is_in_yen and rule.kind is AmountKind.LISTED:
            raise CampaignFileRefused("no_amount_column")
        self.check_people(campaign_id, people, file_name)

    def check_people(
        self,
        campaign_id: int,
        people: PeopleList,
        source_name: str,
        *,
        rule: AmountRule | None = None,
        known: Mapping[int, Address] | None = None,
        note: Callable[[Session], object] = lambda session: None,
    ) -> None:
        """As above, for people from wherever. `known` are those whose account is known already, by row; `note` writes
        more in the same transaction, such as the `rule` when it is not the campaign's. Raises as above."""
        with self.db.read() as session:
            before = _load_open(session, campaign_id)
            seen = _Seen(before.checked_at, rule_of(session, before))
            kept = _kept(session, campaign_id) if people.corrects else _Kept()
        checking = self._checking(before.program_id, kept, rule or seen.rule, known)
        values = checking.check_all(campaign_id, people.rows)
        with self.db.write() as session:
            campaign = seen.still(session, campaign_id)
            note(session)
            _replace(session, campaign_id, [row["row_number"] for row in values] if people.corrects else None)
            _insert(session, values)
            campaign.file_name = "" if contains_my_number(source_name) else source_name[:200]
            campaign.encoding = people.encoding
            campaign.row_count = campaign.row_count if people.corrects else len(values)
            self._sum_up(campaign, checking)

    def reprice(self, issuer: MunicipalityCode, officer: Address, campaign_id: int, rule: AmountRule) -> None:
        """Another rule of amounts, for the rows that there are and those to come.

        Raises: Invalid naming the field; NotFound, CampaignLocked, Conflict as above.
        """
        rule.check()
        with self.db.read() as session:
            before = _load_open(session, campaign_id)
            seen = _Seen(before.checked_at, rule_of(session, before))
            listed, known = _listed(session, campaign_id)
        checking = self._checking(before.program_id, _Kept(), rule, known)
        values = checking.check_all(campaign_id, iter(listed)) if listed else []
        with self.db.write() as session:
            seen.still(session, campaign_id)
            campaign, terms = open_terms(session, issuer, campaign_id, officer, self.clock.now())
            terms.rule = rule
            if values:
                _replace(session, campaign_id, None)
                _insert(session, values)
                self._sum_up(campaign, checking)

    def keep_known(self, session: Session, campaign: Campaign, people: Sequence[Address], each: Points) -> None:
        """The whole list of a campaign that is written in this very transaction: these accounts, the same for each."""
        known = dict(enumerate(people, start=1))
        rows = (FileRow(number, (account,), "", has_my_number=False) for number, account in known.items())
        checking = self._checking(campaign.program_id, _Kept(), AmountRule(AmountKind.SAME, each), known)
        _insert(session, checking.check_all(campaign.id, rows))
        campaign.row_count = len(known)
        self._sum_up(campaign, checking)

    def _checking(
        self, program_id: int, kept: _Kept, rule: AmountRule, known: Mapping[int, Address] | None
    ) -> _Checking:
        with self.db.read() as session:
            wanted = select(ProgramOnChain.is_verified_only).filter_by(program_id=program_id)
            may_get = self._verified if session.scalar(wanted) else set[Address]
        return _Checking(self.directory, kept, rule, known, may_get)

    def _verified(self, people: Iterable[Address]) -> set[Address]:
        with self.db.read() as session:
            return self.persons.verified_among(session, set(people), self.clock.now())

    def _sum_up(self, campaign: Campaign, checking: _Checking) -> None:
        campaign.error_count = campaign.row_count - checking.good_count
        campaign.total = Points(checking.total)
        campaign.method = estimate(checking.good_count).method
        campaign.chunk_count = transactions(campaign.method, checking.good_count)
        campaign.chunks_root = None
        campaign.checked_at = self.clock.now()

    def choose_method(self, campaign_id: int, method: CampaignMethod) -> None:
        """The officer's own choice between a grant and a drop, until another list is sent.

        Raises: CampaignLocked once started, CampaignNotReady without a list.
        """
        with self.db.write() as session:
            campaign = _load_open(session, campaign_id, for_update=True)
            if campaign.checked_at is None:
                raise CampaignNotReady("no_list")
            campaign.method = method
            campaign.chunk_count = transactions(method, campaign.people)
            campaign.chunks_root = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """The campaign as it was when people were looked up."""

    checked_at: datetime | None
    rule: AmountRule

    def still(self, session: Session, campaign_id: int) -> Campaign:
        """Raises: Conflict when it changed meanwhile."""
        campaign = _load_open(session, campaign_id, for_update=True)
        if (campaign.checked_at, rule_of(session, campaign)) != (self.checked_at, self.rule):
            raise Conflict("campaign", "list_changed", campaign_id=campaign_id)
        return campaign


@dataclass(slots=True)
class _Kept:
    """What stays of the list before: its good rows. `wrong` are the rows that may be corrected."""

    first_row_of: dict[Address, int] = field(default_factory=dict)
    total: int = 0
    wrong: set[int] | None = None  # None: nothing stays, and rows are counted as in the file


class _Checking:
    """The state of one pass over a list. `known`: whom rows name that were looked up before; `may_get`: those of some
    people who may have the program's points."""

    def __init__(
        self,
        directory: AccountDirectory,
        kept: _Kept,
        rule: AmountRule,
        known: Mapping[int, Address] | None,
        may_get: Callable[[Iterable[Address]], set[Address]],
    ) -> None:
        self.directory = directory
        self.may_get = may_get
        self.rule = rule
        self.known = known or {}
        self.first_row_of = kept.first_row_of
        self.wrong = kept.wrong
        self.good_count = len(kept.first_row_of)
        self.total = kept.total

    def check_all(self, campaign_id: int, rows: Iterator[FileRow]) -> list[dict[str, Any]]:
        """Raises: CampaignFileRefused (empty)."""
        values = [{"campaign_id": campaign_id, **row} for batch in _batches(rows) for row in self._check(batch)]
        if not values:
            raise CampaignFileRefused("empty")
        return values

    def _check(self, batch: list[FileRow]) -> Iterator[dict[str, Any]]:
        unknown = [row for row in batch if not row.has_my_number and row.number not in self.known]
        wanted = {text for row in unknown for text in row.identifiers}
        found = self.directory.find_many(wanted) if wanted else {}
        named = [self._named(row, found) for row in batch]
        allowed = self.may_get(one for people in named for one in people)
        for row, people in zip(batch, named, strict=True):
            yield self._checked(row, self._number(row), people, allowed)

    def _named(self, row: FileRow, found: Mapping[str, Address]) -> set[Address]:
        person = self.known.get(row.number)
        return {person} if person else {found[text] for text in row.identifiers if text in found}

    def _number(self, row: FileRow) -> int:
        if self.wrong is None:
            return row.number
        number = int(row.list_row) if row.list_row.isascii() and row.list_row.isdigit() else -1
        if number not in self.wrong:
            raise CampaignFileRefused("unknown_row", row=row.number)
        self.wrong.remove(number)
        return number

    def _checked(self, row: FileRow, number: int, people: set[Address], allowed: set[Address]) -> dict[str, Any]:
        shown = {
            "row_number": number,
            "identifier": "" if row.has_my_number else _BETWEEN.join(row.identifiers)[:200],
            "amount_text": "" if row.has_my_number else row.amount[:40],
            "account": None,
            "amount": None,
            "error": None,
            "first_row": None,
            "chunk_index": None,
        }
        error = _person_error(row, people) or (None if people <= allowed else RowError.NOT_VERIFIED)
        amount, amount_error = self.rule.amount(row.amount)
        if error or amount_error:
            return {**shown, "error": error or amount_error}
        account = next(iter(people))
        if account in self.first_row_of:
            return {**shown, "error": RowError.DUPLICATE, "first_row": self.first_row_of[account]}
        self.first_row_of[account] = number
        chunk_index = self.good_count // CHUNK_SIZE
        self.good_count += 1
        self.total += amount
        return {**shown, "account": account, "amount": amount, "chunk_index": chunk_index}


def _person_error(row: FileRow, people: set[Address]) -> RowError | None:
    if row.has_my_number:
        return RowError.MY_NUMBER
    if not row.identifiers:
        return RowError.NO_IDENTIFIER
    if not people:
        return RowError.UNKNOWN_PERSON
    return RowError.DIFFERENT_PEOPLE if len(people) > 1 else None


def _batches(rows: Iterator[FileRow]) -> Iterator[list[FileRow]]:
    batch: list[FileRow] = []
    for count, row in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise CampaignFileRefused("too_many_rows", most=MAX_ROWS)
        batch.append(row)
        if len(batch) == _ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _kept(session: Session, campaign_id: int) -> _Kept:
    kept = _Kept(wrong=set())
    assert kept.wrong is not None
    rows = select(CampaignRow.row_number, CampaignRow.account, CampaignRow.amount)
    for number, account, amount in session.execute(rows.where(CampaignRow.campaign_id == campaign_id)):
        if account is None or amount is None:
            kept.wrong.add(number)
        else:
            kept.first_row_of[account] = number
            kept.total += int(amount)
    return kept


def _listed(session: Session, campaign_id: int) -> tuple[list[FileRow], dict[int, Address]]:
    """The rows of the list as they were sent, and whom they name as far as that is known."""
    rows = session.execute(
        select(
            CampaignRow.row_number,
            CampaignRow.identifier,
            CampaignRow.amount_text,
            CampaignRow.error,
            CampaignRow.account,
        )
        .where(CampaignRow.campaign_id == campaign_id)
        .order_by(CampaignRow.row_number)
    ).all()
    listed = [
        FileRow(number, tuple(text.split(_BETWEEN)) if text else (), amount, error == RowError.MY_NUMBER)
        for number, text, amount, error, _ in rows
    ]
    return listed, {number: account for number, _, _, _, account in rows if account}


def _replace(session: Session, campaign_id: int, numbers: list[int] | None) -> None:
    """Drop the rows of these numbers; all of them when None."""
    mine = delete(CampaignRow).where(CampaignRow.campaign_id == campaign_id)
    if numbers is None:
        session.execute(mine)
        return
    for start in range(0, len(numbers), _ROWS_AT_ONCE):
        session.execute(mine.where(CampaignRow.row_number.in_(numbers[start : start + _ROWS_AT_ONCE])))


def _insert(session: Session, values: list[dict[str, Any]]) -> None:
    """Past the unit of work, which knows rows one by one."""
    connection = session.connection()
    for start in range(0, len(values), _ROWS_AT_ONCE):
        connection.execute(insert(CampaignRow.__table__), values[start : start + _ROWS_AT_ONCE])  # type: ignore[arg-type]


def _load_open(session: Session, campaign_id: int, *, for_update: bool = False) -> Campaign:
    campaign = load_campaign(session, campaign_id, for_update=for_update)
    if campaign.started_at is not None:
        raise CampaignLocked(campaign_id)
    return campaign
