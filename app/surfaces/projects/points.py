"""Supporting a project with points (地域ポイント): a look before it is signed, the signature, and how it stands."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import day, localized, place, points
from app.security import limiter
from app.signing import completes
from app.surfaces.projects import blueprint
from app.viewer import viewer
from app.wiring import current_platform
from chain.clock import day_from_number, unix
from chain.errors import DomainError
from chain.ids import Address
from chain.units import Points
from marketplace.models.projects import Project
from marketplace.models.projects.points import least_expiry_day
from marketplace.queries.projects.views import ProjectView
from marketplace.services.projects.assembly import ProjectPoints
from marketplace.signing import ToSign

_FAILURES = {
    "ProjectNotOpen": _l("届いたときには、受け付けが終わっていました。"),
    "PointsInsufficient": _l("ポイントが足りませんでした。"),
    "MunicipalityIsPaused": _l("まちの取り扱いが一時的に止まっています。"),
    "SignatureExpired": _l("署名の有効時間を過ぎていました。"),
}
_OTHER = _l("支援を届けられませんでした。時間をおいてもう一度お試しください。")


@blueprint.post("/projects/<int:number>/points")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def pledge_points(number: int) -> Response:
    """Raises: ProjectUnknown."""
    me = current_account().address
    view = current_platform().marketplace.projects.pages.project(number, me).view
    try:
        amount = Points.parse(request.form.get("points", ""))
        asked = _services().pledge.prepare(number, me, amount)
    except DomainError as error:
        if status_of(error) == 404:
            raise
        flash(sentence(error), "error")
        typed = request.form.get("points", "")[:20]
        return redirect(url_for("projects.show_project", number=number, points=typed, _anchor="points"), 303)
    return _to_signature(asked, view, me, amount)


@completes("marketplace.points_pledge")
def send_points_pledge(subject: str, signature: bytes, signer: Address) -> None:
    _services().pledge.complete(subject, signature)


@blueprint.app_template_global("most_points")
def most_points(number: int) -> int:
    """That the reader could pledge at once."""
    account = viewer()
    return int(_services().pledge.most(number, account.address)) if account else 0


@blueprint.app_template_global("points_program_name")
def points_program_name(program_id: int) -> str:
    return localized(_services().till.names([program_id])[program_id], "name")


@blueprint.app_template_global("points_shop_name")
def points_shop_name(merchant_id: int) -> str:
    return localized(_services().till.shop(merchant_id), "name")


@blueprint.app_template_global("least_points_day")
def least_points_day(project: Project) -> date:
    return day_from_number(least_expiry_day(unix(project.closes_at)))


@blueprint.app_template_filter("is_points_escrow")
def is_points_escrow(account: Address | None) -> bool:
    """Whether points that went there or came from there were pledged."""
    return account == current_platform().contracts.points_crowdfund.address


@blueprint.app_template_filter("points_failure")
def points_failure(error_name: str) -> str:
    return str(_FAILURES.get(error_name, _OTHER))


def _to_signature(asked: ToSign, view: ProjectView, supporter: Address, amount: Points) -> Response:
    assert view.points.goal is not None
    project, shown = view.project, points(int(amount))
    request_id = current_platform().wallet.request_signature(
        supporter,
        asked.typed_data,
        words=[
            (_("プロジェクト"), localized(project, "title")),
            (_("まち"), place(project.town)),
            (_("支援するポイント"), f"{shown} ({points_program_name(view.points.goal.program_id)})"),
            (_("使うポイントの期限"), _("%(day)s以降", day=day(least_points_day(project)))),
        ],
        title=_("ポイントでの支援に署名します"),
        consequence=_("署名すると%(amount)sを契約がお預かりします。", amount=shown),
        purpose="marketplace.points_pledge",
        subject=asked.subject,
        return_to=url_for("projects.show_project", number=project.number, _anchor="points"),
    )
    return redirect(f"/sign/{request_id}", 303)


def _services() -> ProjectPoints:
    return current_platform().marketplace.projects.points
