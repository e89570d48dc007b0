"""What an officer signs about a project: its card, its opening, a milestone's report and payment, giving it up."""

from __future__ import annotations

from collections.abc import Callable

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.i18n import localized, moment, yen
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.office import ask_to_sign, for_officers
from app.wiring import current_platform
from chain.ids import Address, MunicipalityCode
from marketplace.queries.projects.views import ProjectView
from marketplace.services.projects.assembly import ProjectServices
from marketplace.services.projects.pay_milestone import ReportWords
from marketplace.signing import ToSign


@blueprint.post("/console/<code>/projects/<int:number>/thanks")
@for_officers
def sign_thanks(code: MunicipalityCode, number: int) -> AnyResponse:
    return _ask(
        code,
        number,
        lambda: _services().prepare_thanks.prepare(code, number, current_account().address),
        title=_("支援の証のカードを登録する署名をします"),
        purpose="marketplace.project_thanks",
        consequence=_("署名すると、支援した人に渡すカードが登録されます。"),
    )


@completes("marketplace.project_thanks")
def create_thanks(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.create_collection.complete(subject, signature)


@blueprint.post("/console/<code>/projects/<int:number>/opening")
@for_officers
def sign_project(code: MunicipalityCode, number: int) -> AnyResponse:
    return _ask(
        code,
        number,
        lambda: _services().open.prepare(code, number, current_account().address),
        title=_("プロジェクトを公開する署名をします"),
        purpose="marketplace.project",
        consequence=_("署名すると、目標・期間・段階・受け取り先は変えられなくなります。"),
    )


@completes("marketplace.project")
def open_project(subject: str, signature: bytes, signer: Address) -> None:
    _services().open.complete(subject, signature)


@blueprint.post("/console/<code>/projects/<int:number>/milestone")
@for_officers
def sign_milestone(code: MunicipalityCode, number: int) -> AnyResponse:
    words = ReportWords(request.form.get("report_ja", ""), request.form.get("report_en", ""))
    if days := _services().pages.desk(code, number).view.project.vote_days:
        consequence = _("署名すると報告が公開され、支援した人の%(days)s日間の投票が始まります。", days=days)
        title = _("報告と投票の開始に署名します")
    else:
        consequence = _("署名すると報告が公開され、この段階のお金が受け取り先に届きます。取り消せません。")
        title = _("次の段階の支払いに署名します")
    return _ask(
        code,
        number,
        lambda: _services().pay_milestone.prepare(code, number, current_account().address, words),
        title=title,
        purpose="marketplace.milestone",
        consequence=consequence,
    )


@completes("marketplace.milestone")
def pay_milestone(subject: str, signature: bytes, signer: Address) -> None:
    _services().pay_milestone.complete(subject, signature)


@blueprint.post("/console/<code>/projects/<int:number>/cancellation")
@for_officers
def sign_project_cancellation(code: MunicipalityCode, number: int) -> AnyResponse:
    reason = request.form.get("reason", "")
    return _ask(
        code,
        number,
        lambda: _services().cancel.prepare(code, number, current_account().address, reason),
        title=_("プロジェクトを取りやめる署名をします"),
        purpose="marketplace.project_cancellation",
        consequence=_("署名すると、まだ使っていないお金が支援した人に戻ります。元には戻せません。"),
    )


@completes("marketplace.project_cancellation")
def cancel_project(subject: str, signature: bytes, signer: Address) -> None:
    _services().cancel.complete(subject, signature)


def _services() -> ProjectServices:
    return current_platform().marketplace.projects


def _ask(
    code: MunicipalityCode, number: int, prepare: Callable[[], ToSign], *, title: str, purpose: str, consequence: str
) -> AnyResponse:
    """Raises: ProjectUnknown."""
    view = _services().pages.desk(code, number).view
    back = url_for("console.show_town_project", code=code, number=number)
    return ask_to_sign(prepare, lambda: _words(view), back=back, title=title, purpose=purpose, consequence=consequence)


def _words(view: ProjectView) -> list[tuple[str, str]]:
    return [
        (_("プロジェクト"), localized(view.project, "title")),
        (_("目標"), yen(int(view.project.goal))),
        (_("集まった額"), yen(int(view.raised))),
        (_("終わり"), moment(view.project.closes_at)),
    ]
