"""An officer lets a project take points: of which program, and which shop gets them."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.office import ask_to_sign, for_officers
from app.surfaces.projects.points import points_program_name, points_shop_name
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode
from marketplace.services.projects.assembly import ProjectPoints


@blueprint.post("/console/<code>/projects/<int:number>/points")
@for_officers
def sign_points_goal(code: MunicipalityCode, number: int) -> AnyResponse:
    """Raises: ProjectUnknown."""
    view = current_platform().marketplace.projects.pages.desk(code, number).view
    back = url_for("console.show_town_project", code=code, number=number)
    try:
        program, shop = _asked()
    except Invalid as error:
        flash(sentence(error), "error")
        return redirect(back, 303)
    return ask_to_sign(
        lambda: _services().state_goal.prepare(code, number, current_account().address, program, shop),
        lambda: [
            (_("プロジェクト"), localized(view.project, "title")),
            (_("使うポイント"), points_program_name(program)),
            (_("受け取るお店"), points_shop_name(shop)),
        ],
        back=back,
        title=_("ポイントでの支援を始める署名をします"),
        purpose="marketplace.points_goal",
        consequence=_("署名すると、円とポイントを合わせて目標に数えます。あとから変えられません。"),
    )


@completes("marketplace.points_goal")
def set_points_goal(subject: str, signature: bytes, signer: Address) -> None:
    _services().state_goal.complete(subject, signature)


@blueprint.post("/console/<code>/projects/<int:number>/points-thanks")
@for_officers
def draft_points_thanks(code: MunicipalityCode, number: int) -> AnyResponse:
    """To the grant's own pages, where it is checked and signed. Raises: ProjectUnknown."""
    thanking = current_platform().marketplace.projects.thank_with_points
    try:
        campaign = thanking.draft(code, number, current_account().address)
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_town_project", code=code, number=number), 303)
    return redirect(url_for("console.show_campaign", code=code, campaign_id=campaign), 303)


@blueprint.app_template_global("giveable_points_of")
def giveable_points_of(code: MunicipalityCode) -> list[tuple[str, str]]:
    return [
        (f"{one.program_id}:{shop.merchant_id}", f"{localized(one, 'name')} → {localized(shop, 'name')}")
        for one in _services().till.giveable_programs(code)
        for shop in one.shops
    ]


def _asked() -> tuple[int, int]:
    """Program and shop. Raises: Invalid (paid_in)."""
    program, _colon, shop = request.form.get("paid_in", "").partition(":")
    if not (program.isdecimal() and shop.isdecimal() and len(program) < 12 and len(shop) < 19):
        raise Invalid("paid_in", "unknown")
    return int(program), int(shop)


def _services() -> ProjectPoints:
    return current_platform().marketplace.projects.points
