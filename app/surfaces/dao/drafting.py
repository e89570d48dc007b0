"""Writing a proposal: the form, a preview in which nothing is lost, and the way to the signature."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.i18n import localized
from app.signing import completes
from app.surfaces.dao import blueprint
from app.surfaces.dao.action_words import actions_of, all_words, value_now
from app.surfaces.dao.forms import OTHER_PAYEE, ProposalForm
from app.surfaces.ideas.becoming import idea_begun_with, note_outcome, words_of
from app.surfaces.treasury.headings import heading_options, note_heading
from app.wiring import current_platform
from chain.ids import Address
from dao.errors import CardRequired
from dao.models import PayYen
from dao.models.ideas import OutcomeKind
from dao.ports import PayeeKind
from dao.signing import ToSign


@blueprint.get("/communities/<slug>/proposals/new")
@requires_sign_in
def new_proposal(slug: str) -> str | tuple[str, int]:
    try:
        current_platform().dao.submit_proposal.require_card(slug, _proposer())
    except CardRequired:
        return _form_page(slug, ProposalForm.empty(), may_propose=False), 403
    return _form_page(slug, ProposalForm.empty(words_of(idea_begun_with())))


@blueprint.post("/communities/<slug>/proposals/preview")
@requires_sign_in
def preview_proposal(slug: str) -> str | tuple[str, int]:
    dao = current_platform().dao
    dao.submit_proposal.require_card(slug, _proposer())
    form = ProposalForm.read(request.form, dao.directory.payees())
    if form.draft is None:
        return _form_page(slug, form), 422
    page = dao.pages.community(slug, _proposer())
    action = PayYen(form.draft.payee, form.draft.payee_name, form.draft.amount)
    calls = action.encode(current_platform().contracts.yen)
    simulation = dao.simulate_actions.simulate(page.community, calls, {action.payee: action.payee_name})
    return render_template(
        "dao/proposal_preview.html",
        page=page,
        community=page.community,
        form=form,
        simulation=simulation,
        actions=simulation.actions,
        purposes={},
        rules=page.rules,
        value_now=value_now,
    )


@blueprint.post("/communities/<slug>/proposals/draft")
@requires_sign_in
def return_to_draft(slug: str) -> str:
    """Back from the preview with everything that was typed."""
    form = ProposalForm.read(request.form, current_platform().dao.directory.payees())
    form.errors = {}
    return _form_page(slug, form)


@blueprint.post("/communities/<slug>/proposals")
@requires_sign_in
def create_proposal(slug: str) -> Response | tuple[str, int]:
    dao = current_platform().dao
    form = ProposalForm.read(request.form, dao.directory.payees())
    if form.draft is None:
        return _form_page(slug, form), 422
    asked = dao.submit_proposal.prepare(slug, _proposer(), form.draft)
    note_heading(int(asked.subject.partition(":")[0]))
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


def _form_page(slug: str, form: ProposalForm, *, may_propose: bool = True) -> str:
    dao = current_platform().dao
    page = dao.pages.community(slug, _proposer())
    labels = {
        PayeeKind.TOWN: _("自治体"),
        PayeeKind.MERCHANT: _("加盟店"),
        PayeeKind.COMMUNITY: _("コミュニティの金庫"),
    }
    groups = [
        (label, [(payee.address, localized(payee, "name")) for payee in dao.directory.payees() if payee.kind is kind])
        for kind, label in labels.items()
    ]
    return render_template(
        "dao/proposal_new.html",
        page=page,
        community=page.community,
        form=form,
        payee_groups=[(label, members) for label, members in groups if members],
        other_payee=OTHER_PAYEE,
        may_propose=may_propose,
        headings=heading_options(slug),
    )


def _proposer() -> Address:
    return current_account().address
