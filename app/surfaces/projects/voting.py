"""A supporter votes on a milestone's report, and comes back to the project."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.i18n import localized, yen
from app.security import limiter
from app.signing import completes
from app.surfaces.projects import blueprint
from app.wiring import current_platform
from chain.ids import Address
from marketplace.models.projects.errors import MilestoneVoteRefused
from marketplace.queries.projects.pages import ProjectPage
from marketplace.signing import ToSign


@blueprint.post("/projects/<int:number>/votes/<int:round_>")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def cast_ballot(number: int, round_: int) -> Response:
    """Raises: ProjectUnknown."""
    me, platform = current_account().address, current_platform()
    found, choice = platform.marketplace.projects.pages.project(number, me), request.form.get("choice", "")
    if choice not in ("agree", "refuse"):
        flash(_("賛成か反対を選んでください。"), "error")
        return redirect(url_for("projects.show_project", number=number), 303)
    try:
        asked = platform.marketplace.projects.votes.cast.prepare(number, round_, me, choice == "agree")
    except MilestoneVoteRefused as error:
        flash(sentence(error), "error")
        return redirect(url_for("projects.show_project", number=number), 303)
    return _to_signature(asked, found, me, choice == "agree")


@completes("marketplace.milestone_ballot")
def send_ballot(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.projects.votes.cast.complete(subject, signature)


def _to_signature(asked: ToSign, found: ProjectPage, supporter: Address, agrees: bool) -> Response:
    vote, project = found.votes[0], found.view.project
    milestone = found.view.milestones[vote.opened.milestone]
    request_id = current_platform().wallet.request_signature(
        supporter,
        asked.typed_data,
        words=[
            (_("プロジェクト"), localized(project, "title")),
            (_("段階"), localized(milestone.milestone, "words")),
            (_("支払われる額"), yen(int(milestone.amount))),
            (_("あなたの投票"), _("賛成") if agrees else _("反対")),
            (_("票の重さ"), yen(int(vote.own_weight))),
        ],
        title=_("段階の報告への投票に署名します"),
        consequence=_("署名すると投票が届きます。この報告への投票は、あとから変えられません。"),
        purpose="marketplace.milestone_ballot",
        subject=asked.subject,
        return_to=url_for("projects.show_project", number=project.number, _anchor="votes"),
    )
    return redirect(f"/sign/{request_id}", 303)
