"""Writing a proposal: the form, a preview in which nothing is lost, and the way to the signature."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.i18n import localized
from app.signing import completes
from app.surfaces.dao import blueprint
from app.surfaces.dao.actions.forms import Choices
from app.surfaces.dao.actions.grant_words import PlannedGrant
from app.surfaces.dao.actions.words import actions_of, all_words, value_now
from app.surfaces.dao.proposals.form_page import form_page
from app.surfaces.dao.proposals.forms import ProposalForm
from app.surfaces.dao.proposals.words import changing_words
from app.surfaces.drafts.becoming import draft_begun_with, fields_of, note_proposed
from app.surfaces.ideas.becoming import idea_begun_with, note_outcome, words_of
from app.surfaces.treasury.headings import note_heading
from app.wiring import current_platform
from chain.ids import Address
from dao.errors import CardRequired
from dao.models import PayYen, Places
from dao.models.ideas import OutcomeKind
from dao.signing import ToSign


@blueprint.get("/communities/<slug>/proposals/new")
@requires_sign_in
def new_proposal(slug: str) -> str | tuple[str, int]:
    try:
        current_platform().dao.submit_proposal.require_card(slug, _proposer())
    except CardRequired:
        return form_page(slug, ProposalForm.kept({}), may_propose=False), 403
    return form_page(slug, ProposalForm.kept({**words_of(idea_begun_with()), **fields_of(draft_begun_with())}))


@blueprint.post("/communities/<slug>/proposals/preview")
@requires_sign_in
def preview_proposal(slug: str) -> str | tuple[str, int]:
    dao = current_platform().dao
    dao.submit_proposal.require_card(slug, _proposer())
    form = ProposalForm.read(request.form, Choices.of(slug))
    if form.draft is None:
        return form_page(slug, form), 422
    page = dao.pages.community(slug, _proposer())
    places = Places.of(current_platform().contracts, page.community.governor, page.community.timelock)
    calls, words = form.draft.calls(places), form.draft.words
    simulation = dao.simulate_actions.simulate(page.community, calls, words.names)
    return render_template(
        "dao/proposal_preview.html",
        page=page,
        community=page.community,
        form=form,
        simulation=simulation,
        actions=simulation.actions,
        purposes=words.purposes,
        planned_grants=[
            PlannedGrant(plan, int(payment.amount))
            for place, plan in form.draft.grants.items()
            if isinstance(payment := form.draft.actions[place], PayYen)
        ],
        rules=page.rules,
        value_now=value_now,
    )


@blueprint.post("/communities/<slug>/proposals/draft")
@requires_sign_in
def return_to_draft(slug: str) -> str:
    """Back from the preview with everything that was typed; or with one action more, or one less."""
    form = ProposalForm.kept(request.form)
    if request.form.get("more"):
        form.with_one_more()
    elif (place := request.form.get("less", "")).isdecimal() and len(place) < 3:
        form.without(int(place))
    return form_page(slug, form)


@blueprint.post("/communities/<slug>/proposals")
@requires_sign_in
def create_proposal(slug: str) -> Response | tuple[str, int]:
    dao = current_platform().dao
    form = ProposalForm.read(request.form, Choices.of(slug))
    if form.draft is None:
        return form_page(slug, form), 422
    asked = dao.submit_proposal.prepare(slug, _proposer(), form.draft)
    note_heading(int(asked.subject.partition(":")[0]))
    note_proposed(slug, int(asked.subject.partition(":")[0]))
    note_outcome(OutcomeKind.PROPOSAL, int(asked.subject.partition(":")[0]), slug)
    return to_signature(asked)


@blueprint.post("/proposals/<int:number>/signature")
@requires_sign_in
def sign_again(number: int) -> Response:
    return to_signature(current_platform().dao.submit_proposal.resume(number, _proposer()))


@completes("dao.proposal")
def publish_proposal(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().dao.submit_proposal.complete(subject, signature)


def to_signature(asked: ToSign) -> Response:
    number = int(asked.subject.partition(":")[0])
    platform = current_platform()
    standing = platform.dao.pages.proposal(number, asked.signer).standing
    words = [
        (_("提案"), localized(standing.proposal, "title")),
        (_("可決されたとき"), all_words(actions_of(standing))),
        (_("提案先"), localized(standing.community, "name")),
        (_("投票のやり直し"), changing_words(standing.proposal.is_changeable)),
    ]
    request_id = platform.wallet.request_signature(
        asked.signer,
        asked.typed_data,
        words=words,
        title=_("提案に署名します"),
        consequence=_("署名すると提案が公開され、投票の準備が始まります。公開した提案は変更できません。"),
        purpose="dao.proposal",
        subject=asked.subject,
        return_to=url_for("dao.show_proposal", number=number),
    )
    return redirect(f"/sign/{request_id}", 303)


def _proposer() -> Address:
    return current_account().address
