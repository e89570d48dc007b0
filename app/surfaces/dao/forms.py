"""What a person typed into the proposal form, kept as typed, with a sentence for each field that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from app.errors import sentence
from app.i18n import localized
from chain.errors import Invalid
from chain.ids import Address, parse_address
from chain.units import Yen
from dao.models.description import MAX_BODY, check_text, check_title
from dao.ports import Payee
from dao.services.submit_proposal import ProposalDraft

FIELDS = ("title_ja", "title_en", "body", "payee", "payee_address", "amount", "idea", "heading")
OTHER_PAYEE = "other"
Value = TypeVar("Value")


@dataclass(slots=True)
class ProposalForm:
    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    draft: ProposalDraft | None = None  # there when nothing is wrong

    @classmethod
    def empty(cls, begun: Mapping[str, str] | None = None) -> ProposalForm:
        """`begun`: what stands in it already."""
        return cls({**dict.fromkeys(FIELDS, ""), **(begun or {})})

    @classmethod
    def read(cls, typed: Mapping[str, str], payees: Sequence[Payee]) -> ProposalForm:
        form = cls({name: typed.get(name, "") for name in FIELDS})
        values = form.values
        title = form._checked("title_ja", lambda: check_title("title_ja", values["title_ja"]))
        english = form._checked("title_en", lambda: check_title("title_en", values["title_en"], may_be_empty=True))
        body = form._checked("body", lambda: check_text("body", values["body"], MAX_BODY))
        amount = form._checked("amount", lambda: _amount(values["amount"]))
        payee, name = form._payee(payees)
        if not form.errors:
            assert title and body and payee and amount is not None
            form.draft = ProposalDraft(title, english or "", body, payee, name, amount)
        return form

    def _payee(self, payees: Sequence[Payee]) -> tuple[Address | None, str]:
        chosen = self.values["payee"]
        known = next((payee for payee in payees if payee.address == chosen), None)
        if known is not None:
            return known.address, localized(known, "name")
        if chosen != OTHER_PAYEE:
            self.errors["payee"] = sentence(Invalid("payee", "payee_missing"))
            return None, ""
        address = self._checked("payee_address", lambda: parse_address(self.values["payee_address"]))
        named = next((payee for payee in payees if payee.address == address), None)
        return address, localized(named, "name") if named else ""

    def _checked(self, name: str, read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except Invalid as problem:
            self.errors[name] = sentence(problem)
            return None


def _amount(text: str) -> Yen:
    amount = Yen.parse(text)
    if int(amount) == 0:
        raise Invalid("amount", "zero")
    return amount
