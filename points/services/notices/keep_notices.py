"""Writes notices down, with their ways out. Inside the caller's transaction, so that no job's mark runs ahead of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chain.ids import Address
from points.models import Channel, Notice, NoticeChoice, NoticeDelivery, NoticeKind, NoticeMark, PushSubscription
from points.models.notice import Choices, NoticeDraft
from points.ports import Contacts


class KeepNotices:
    def __init__(self, contacts: Contacts) -> None:
        self.contacts = contacts

    def people(self, accounts: Collection[Address]) -> dict[Address, bool]:
        """Which of these accounts belong to a person who can look, and whether they have a mail address. A shop's and
        a paper card's account has nobody to tell. Asked outside any transaction."""
        return dict(self.contacts.mail_holders(accounts))

    def write(self, session: Session, drafts: Sequence[NoticeDraft], people: dict[Address, bool], now: datetime) -> int:
        """How many were new. A draft that is known already, or for nobody, is left out."""
        accounts = {draft.account for draft in drafts}
        chosen, browsers = choices_of(session, accounts), _browsers(session, accounts)
        written = _insert(session, [draft for draft in drafts if draft.account in people], now)
        for notice_id, account, kind in written:
            if people[account] and kind in chosen[account].mail:
                session.add(_delivery(notice_id, Channel.MAIL, now))
            if kind in chosen[account].push:
                session.add_all(_delivery(notice_id, Channel.PUSH, now, one) for one in browsers[account])
        return len(written)


def choices_of(session: Session, accounts: Collection[Address]) -> dict[Address, Choices]:
    found = session.scalars(select(NoticeChoice).where(NoticeChoice.account.in_(accounts)))
    kept = {row.account: Choices(_kinds(row.mail), _kinds(row.push), tuple(row.expiry_days)) for row in found}
    return {account: kept.get(account, Choices()) for account in accounts}


def hearing_towns(session: Session, accounts: Collection[Address]) -> set[Address]:
    """Who of them agreed to news from towns, by mail or by push."""
    chosen = select(NoticeChoice.account, NoticeChoice.mail, NoticeChoice.push)
    found = session.execute(chosen.where(NoticeChoice.account.in_(accounts)))
    return {account for account, mail, push in found if NoticeKind.TOWN in (*mail, *push)}


def read_mark(session: Session, name: str, otherwise: int, *, lock: bool = False) -> int:
    row = session.get(NoticeMark, name, with_for_update=lock or None)
    return otherwise if row is None else row.value


def set_mark(session: Session, name: str, value: int) -> None:
    session.merge(NoticeMark(name=name, value=value))


def _kinds(names: Collection[str]) -> frozenset[NoticeKind]:
    return frozenset(NoticeKind(name) for name in names)


def _browsers(session: Session, accounts: Collection[Address]) -> dict[Address, list[int]]:
    found = select(PushSubscription.account, PushSubscription.id).where(PushSubscription.account.in_(accounts))
    browsers: dict[Address, list[int]] = {account: [] for account in accounts}
    for account, browser_id in session.execute(found):
        browsers[account].append(browser_id)
    return browsers


def _delivery(notice_id: int, channel: Channel, now: datetime, browser_id: int | None = None) -> NoticeDelivery:
    return NoticeDelivery(notice_id=notice_id, channel=channel, browser_id=browser_id, attempts=0, next_try_at=now)


def _insert(session: Session, drafts: Sequence[NoticeDraft], now: datetime) -> list[tuple[int, Address, NoticeKind]]:
    """In one statement, since nobody else writes to SQLite meanwhile: id, account and kind of what is new."""
    if not drafts:
        return []
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = [
        {
            "account": draft.account,
            "kind": draft.kind,
            "subject": draft.subject,
            "facts": draft.facts,
            "created_at": now,
        }
        for draft in drafts
    ]
    once = insert(Notice).values(values).on_conflict_do_nothing(index_elements=["account", "kind", "subject"])
    rows = session.execute(once.returning(Notice.id, Notice.account, Notice.kind))
    return [(row.id, row.account, NoticeKind(row.kind)) for row in rows]
