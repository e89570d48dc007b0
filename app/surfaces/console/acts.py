"""What officers did here: who signed what, when."""

from __future__ import annotations

from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l

from app.i18n import day, localized
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from points.queries.officers import ActKind, OfficerAct, officer_acts

ACTS = {
    ActKind.PROGRAM: _l("ポイント事業を始めた"),
    ActKind.MERCHANT: _l("加盟店を登録した"),
    ActKind.CAMPAIGN: _l("ポイントを付与した"),
    ActKind.CLOSING: _l("精算を締めた"),
    ActKind.PAYOUT: _l("振込データをつくった"),
}


@blueprint.get("/console/<code>/acts")
@for_readers
def show_acts(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        acts = officer_acts(session, code)
    names = platform.points.directory.names({act.officer for act in acts})
    shown = [(act, ACTS[act.kind], names.get(act.officer, ""), _object(act), _address(code, act)) for act in acts]
    return page("console/acts.html", code, acts=shown)


def _object(act: OfficerAct) -> str:
    return (
        day(date.fromisoformat(act.name_ja))
        if act.kind in (ActKind.CLOSING, ActKind.PAYOUT)
        else localized(act, "name")
    )


def _address(code: MunicipalityCode, act: OfficerAct) -> str:
    match act.kind:
        case ActKind.PROGRAM:
            return url_for("console.show_program", code=code, program_id=act.id)
        case ActKind.CAMPAIGN:
            return url_for("console.show_campaign", code=code, campaign_id=act.id)
        case ActKind.CLOSING:
            return url_for("console.show_closing", code=code, closing_id=act.id)
        case ActKind.PAYOUT:
            return url_for("console.show_batch", code=code, batch_id=act.id)
        case ActKind.MERCHANT:
            return url_for("console.show_merchants", code=code)
