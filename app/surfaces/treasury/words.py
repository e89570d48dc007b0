"""A treasury's lines in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import language, localized, short_address
from app.surfaces.dao.actions.words import action_words
from app.surfaces.treasury import blueprint
from app.surfaces.treasury.origins import Sold, sold_by_key
from app.wiring import current_platform
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from chain.municipalities import Municipalities
from dao.models import PayYen
from dao.models.treasury import MovementKind
from dao.queries.treasury.lines import TreasuryLine
from dao.queries.treasury.years import TownIncome

KINDS = {
    MovementKind.SALE: _l("作品・カードの売上"),
    MovementKind.AUCTION: _l("オークション"),
    MovementKind.TICKETS: _l("チケットの売上"),
    MovementKind.PROJECT: _l("寄附プロジェクト"),
    MovementKind.ROYALTY: _l("二次流通のロイヤリティ"),
    MovementKind.RESALE_FEE: _l("二次流通の手数料"),
    MovementKind.TREASURY: _l("ほかの金庫から"),
    MovementKind.RETURNED: _l("支援の返金"),
    MovementKind.GRANT: _l("補助金・寄附など"),
    MovementKind.PAYMENT: _l("支払い"),
}


@dataclass(frozen=True, slots=True)
class WordedLine:
    """`what`: one phrase. `address`: of the page that tells more; "" without one. `town`: "" when no town sold."""

    line: TreasuryLine
    kind: str
    what: str
    address: str
    town: str


@blueprint.app_template_filter("movement_kind_words")
def kind_words(kind: MovementKind) -> str:
    return str(KINDS[kind])


@blueprint.app_template_filter("treasury_month_words")
def treasury_month_words(first_day: date) -> str:
    return str(format_date(first_day, {"ja": "y年M月", "en": "MMM y"}[language()]))


@blueprint.app_template_filter("number_column")
def number_column(label: str) -> tuple[str, str]:
    return label, "number"


@blueprint.app_template_filter("kind_total")
def kind_total(towns: Sequence[TownIncome], kind: MovementKind) -> int:
    return sum(int(town.kinds[kind]) for town in towns if kind in town.kinds)


class LineWords:
    """Names of what was sold, of who gave or got, and of towns, looked up once for all lines of a page."""

    def __init__(self, lines: Iterable[TreasuryLine]) -> None:
        movements = [line.movement for line in lines]
        platform = current_platform()
        with platform.db.read() as session:
            self._sold: Mapping[str, Sold] = sold_by_key(
                session, {movement.origin for movement in movements if movement.origin}
            )
            self._towns = {town.code: localized(town, "name") for town in Municipalities().all(session)}
        self._names = platform.dao.directory.names({movement.counterpart for movement in movements})

    def of(self, line: TreasuryLine) -> WordedLine:
        movement, proposal = line.movement, line.paid_for
        town = self.town(movement.municipality)
        kind = kind_words(MovementKind(movement.kind))
        if not movement.is_income:
            if proposal is None:
                return WordedLine(line, kind, _("%(name)sへ支払い", name=self._name(movement.counterpart)), "", town)
            address = url_for("dao.show_proposal", number=proposal.id)
            return WordedLine(line, kind, localized(proposal, "title"), address, town)
        sold = self._sold.get(movement.origin)
        if sold is not None:
            return WordedLine(line, kind, sold.name, sold.address, town)
        name = self._name(movement.counterpart)
        return WordedLine(line, kind, _("%(name)sから入金", name=name) if not movement.origin else kind, "", town)

    def town(self, code: MunicipalityCode | None) -> str:
        return self._towns.get(code, str(code)) if code is not None else ""

    def payee(self, line: TreasuryLine) -> str:
        """Who got a payment, and of a payment by proposal what it decided; "" for income."""
        if line.movement.is_income:
            return ""
        if line.paid_for is None:
            return self._name(line.movement.counterpart)
        movement = line.movement
        name = line.paid_for.words.names.get(movement.counterpart, "")
        return action_words(PayYen(movement.counterpart, name, movement.amount))

    def _name(self, address: Address) -> str:
        if address == ZERO_ADDRESS:
            return str(_("試験用の発行"))
        return self._names.get(address) or short_address(address)
