"""From a project to a pledge: a look at it before it is signed, the signature, how it stands, and the name shown."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized, place, yen
from app.security import limiter
from app.signing import completes
from app.surfaces.projects import blueprint
from app.surfaces.projects.browsing import project_page
from app.surfaces.projects.sentences import pledge_failure
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import YenShort
from marketplace.models import OrderState
from marketplace.queries.projects.pages import PledgePage
from marketplace.services.projects.make_pledge import SupporterWords
from marketplace.signing import ToSign

Page = str | tuple[str, int] | Response


@blueprint.post("/projects/<int:number>/pledges")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def create_pledge(number: int) -> Page:
    """Raises: ProjectUnknown."""
    me, form = current_account().address, request.form
    words = SupporterWords(form.get("name", ""), form.get("message", ""))
    services = current_platform().marketplace.projects
    try:
        amount = Yen.parse(form.get("amount", "") or form.get("choice", ""))
        asked = services.pledge.prepare(number, me, amount, words)
    except YenShort as short:
        missing = int(short.needed) - int(short.available)
        words_short = _(
            "残高があと%(missing)s足りません。試験用の円を受け取ってから、お試しください。",
            missing=yen(missing),
        )
        return project_page(number, form, error=words_short), 409
    except DomainError as error:
        return project_page(number, form, error=sentence(error)), status_of(error)
    return _to_signature(asked, services.pages.pledge(int(asked.subject), me))


@completes("marketplace.pledge")
def pay_pledge(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.projects.pledge.complete(subject, signature)


@blueprint.get("/pledges/<int:pledge_id>")
@requires_sign_in
def show_pledge(pledge_id: int) -> str:
    """The whole page, or for HTMX the part that changes. Raises: PledgeUnknown."""
    page = current_platform().marketplace.projects.pages.pledge(pledge_id, current_account().address)
    found = page.pledge
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        f"projects/{'_pledge' if is_fragment else 'pledge'}.html",
        view=page.view,
        project=page.view.project,
        found=found,
        pledge=found.pledge,
        step=3 if found.is_on_chain or found.state is OrderState.PENDING else 2,
        failure=pledge_failure(found.pledge.error_name) if found.state is OrderState.FAILED else "",
    )


@blueprint.post("/pledges/<int:pledge_id>/name")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def rename_pledge(pledge_id: int) -> Response:
    """Another name and message, or none. Raises: PledgeUnknown."""
    words = SupporterWords(request.form.get("name", ""), request.form.get("message", ""))
    try:
        current_platform().marketplace.projects.pledge.rename(pledge_id, current_account().address, words)
        flash(_("表示を変えました。"), "success")
    except DomainError as error:
        if status_of(error) == 404:
            raise
        flash(sentence(error), "error")
    return redirect(url_for("projects.show_pledge", pledge_id=pledge_id), 303)


@blueprint.post("/projects/returns")
@limiter.limit("6 per minute", key_func=per_person)
@requires_sign_in
def withdraw_returned() -> Response:
    """What could not be given back at once. Raises: NothingOwed."""
    current_platform().marketplace.projects.withdraw.ask(current_account().address)
    flash(_("お返しの手続きを始めました。数秒で残高に戻ります。"), "success")
    return redirect(url_for("projects.list_projects"), 303)


def _to_signature(asked: ToSign, page: PledgePage) -> Response:
    project, pledge = page.view.project, page.pledge.pledge
    request_id = current_platform().wallet.request_signature(
        pledge.supporter,
        asked.typed_data,
        words=[
            (_("プロジェクト"), localized(project, "title")),
            (_("まち"), place(project.town)),
            (_("支援の額"), yen(int(pledge.amount))),
            (_("お名前の表示"), pledge.shown_name or _("表示しない")),
        ],
        title=_("支援に署名します"),
        consequence=_("署名すると%(amount)sを契約がお預かりします。", amount=yen(int(pledge.amount))),
        purpose="marketplace.pledge",
        subject=asked.subject,
        return_to=url_for("projects.show_pledge", pledge_id=pledge.id),
    )
    return redirect(f"/sign/{request_id}", 303)
