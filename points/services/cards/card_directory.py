"""Accounts by card number besides the ways the wallet knows, so that a list of people may hold cards."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from points.models import Card, CardState
from points.models.card_number import parse_card_number, shown_card_number
from points.ports import AccountDirectory

_AT_ONCE = 500


class CardDirectory:
    """Any card's number finds the account, a lost one's too: lists are older than losses, and the points are the
    holder's."""

    def __init__(self, db: Database, others: AccountDirectory) -> None:
        self.db = db
        self.others = others

    def find_many(self, identifiers: Collection[str]) -> Mapping[str, Address]:
        asked = {text: number for text in identifiers if (number := _number(text))}
        found = self._accounts(sorted(set(asked.values())))
        cards = {text: found[number] for text, number in asked.items() if number in found}
        return {**self.others.find_many([text for text in identifiers if text not in asked]), **cards}

    def names(self, addresses: Collection[Address]) -> Mapping[Address, str]:
        """Of a card, its present number."""
        return {**self.others.names(addresses), **self._numbers(sorted(set(addresses)))}

    def _accounts(self, numbers: list[str]) -> dict[str, Address]:
        found: dict[str, Address] = {}
        with self.db.read() as session:
            for start in range(0, len(numbers), _AT_ONCE):
                some = select(Card.number, Card.account).where(Card.number.in_(numbers[start : start + _AT_ONCE]))
                found.update(row for row in session.execute(some))
        return found

    def _numbers(self, addresses: list[Address]) -> dict[Address, str]:
        found: dict[Address, str] = {}
        with self.db.read() as session:
            for start in range(0, len(addresses), _AT_ONCE):
                some = select(Card.account, Card.number).where(
                    Card.account.in_(addresses[start : start + _AT_ONCE]), Card.state != CardState.REPLACED
                )
                found |= {account: shown_card_number(number) for account, number in session.execute(some)}
        return found


def _number(text: str) -> str:
    try:
        return parse_card_number(text)
    except Invalid:
        return ""
