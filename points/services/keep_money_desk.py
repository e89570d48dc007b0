"""An officer sets how the town's money desk works, and the terms of single shops."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stdnum.jp import cn

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode, contains_my_number
from points.models import MerchantOnChain, MerchantTerms, MoneyDesk
from points.models.banking_days import MONTH_END
from points.models.fees import check_rate
from points.zengin import AccountKind, half_width
from points.zengin.banks import find_branch

MAX_PAYMENT_DAYS = 60
_KINDS = (AccountKind.ORDINARY, AccountKind.CURRENT, AccountKind.OTHER)


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """The bank's fields are all empty or all filled. `consignor_name` may be typed in any kana."""

    closing_days: tuple[int, ...]
    payment_days: int
    fee_rate_basis_points: int
    invoice_number: str = ""
    consignor_code: str = ""
    consignor_name: str = ""
    bank_code: str = ""
    branch_code: str = ""
    account_kind: int = AccountKind.ORDINARY
    account_number: str = ""
    pays_home_shops: bool = False
    prepares_drafts: bool = False

    def checked(self) -> DeskSettings:
        """The same, as it is kept.

        Raises: Invalid naming the field.
        """
        days = tuple(sorted(set(self.closing_days)))
        if not days or not all(1 <= day <= MONTH_END for day in days):
            raise Invalid("closing_days", "out_of_range")
        if not 0 <= self.payment_days <= MAX_PAYMENT_DAYS:
            raise Invalid("payment_days", "out_of_range")
        check_rate(self.fee_rate_basis_points)
        kept = replace(self, closing_days=days, invoice_number=_invoice_number(self.invoice_number))
        return kept._with_bank() if any(self._bank()) else kept

    def _bank(self) -> tuple[str, ...]:
        return self.consignor_code, self.consignor_name, self.bank_code, self.branch_code, self.account_number

    def _with_bank(self) -> DeskSettings:
        name = half_width(self.consignor_name, "consignor_name")
        if not name:
            raise Invalid("consignor_name", "empty")
        if len(name) > 40:
            raise Invalid("consignor_name", "too_long")
        if self.account_kind not in _KINDS:
            raise Invalid("account_kind", "unknown")
        bank_code = _digits("bank_code", self.bank_code, 4)
        branch_code = _digits("branch_code", self.branch_code, 3)
        find_branch(bank_code, branch_code)
        return replace(
            self,
            consignor_name=name,
            consignor_code=_digits("consignor_code", self.consignor_code, 10),
            bank_code=bank_code,
            branch_code=branch_code,
            account_number=_digits("account_number", self.account_number, 7),
        )


class KeepMoneyDesk:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def save(self, municipality: MunicipalityCode, officer: Address, settings: DeskSettings) -> None:
        """Closings that were made keep their fees and who pays them.

        Raises: Invalid naming the field.
        """
        kept = settings.checked()
        with self.db.write() as session:
            desk = session.get(MoneyDesk, municipality)
            if desk is None:
                desk = MoneyDesk(municipality=municipality)
                session.add(desk)
            for name in DeskSettings.__slots__:
                setattr(desk, name, getattr(kept, name))
            desk.closing_days = list(kept.closing_days)
            desk.updated_by, desk.updated_at = officer, self.clock.now()

    def agree(
        self, municipality: MunicipalityCode, officer: Address, merchant_id: int, rate: int | None, held_reason: str
    ) -> None:
        """`rate` None: the town's usual fee. A `held_reason`: the shop is left out of closings and payouts for now.

        Raises: NotFound, Invalid.
        """
        reason = held_reason.strip()
        if rate is not None:
            check_rate(rate)
        if len(reason) > 200:
            raise Invalid("held_reason", "too_long")
        if contains_my_number(reason):
            raise Invalid("held_reason", "my_number")
        with self.db.write() as session:
            if session.get(MerchantOnChain, merchant_id) is None:
                raise NotFound("merchant", merchant_id)
            terms = session.get(MerchantTerms, (municipality, merchant_id))
            if terms is None:
                terms = MerchantTerms(municipality=municipality, merchant_id=merchant_id)
                session.add(terms)
            terms.fee_rate_basis_points, terms.held_reason = rate, reason
            terms.updated_by, terms.updated_at = officer, self.clock.now()


def _digits(field: str, text: str, width: int) -> str:
    shown = text.strip()
    if not (shown.isascii() and shown.isdecimal()):
        raise Invalid(field, "empty" if not shown else "not_whole")
    if len(shown) > width:
        raise Invalid(field, "too_long")
    return shown.zfill(width)


def _invoice_number(text: str) -> str:
    """登録番号: T and the thirteen digits of the town's corporate number."""
    shown = text.strip().upper()
    if shown and not (shown.startswith("T") and cn.is_valid(shown[1:])):
        raise Invalid("invoice_number", "check_digit_invoice")
    return shown
