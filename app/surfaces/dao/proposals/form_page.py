"""The page with the proposal's form: whom and what it offers. Drafts show it too."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask_babel import gettext as _

from app.access import current_account
from app.i18n import localized, moment, points, yen
from app.surfaces.dao import blueprint
from app.surfaces.dao.actions.forms import OTHER_PAYEE, Choices, field_name, kind_labels, question_key
from app.surfaces.dao.actions.grant_words import WHOM
from app.surfaces.dao.actions.words import setting_labels
from app.surfaces.dao.proposals.forms import MOST_FORMS, ProposalForm
from app.surfaces.treasury.headings import heading_options
from app.wiring import current_platform
from chain.clock import from_unix
from chain.ids import Address
from dao.ports import FundableProject, MilestoneQuestion, Payee, PayeeKind, ThanksProgram


def form_page(slug: str, form: ProposalForm, *, may_propose: bool = True) -> str:
    page = current_platform().dao.pages.community(slug, current_account().address)
    choices = Choices.of(slug)
    return render_template(
        "dao/proposal_new.html",
        page=page,
        community=page.community,
        form=form,
        choices=choices,
        payee_groups=_payee_groups(choices),
        kinds=kind_labels(),
        settings=setting_labels(page.rules),
        verdicts=[("agree", _("賛成（支払ってよい）")), ("refuse", _("反対（まだ支払わない）"))],
        whom_options=[(whom, label) for whom, label in WHOM.items()],
        other_payee=OTHER_PAYEE,
        most_forms=MOST_FORMS,
        field_name=field_name,
        may_propose=may_propose,
        headings=heading_options(slug),
    )


@blueprint.app_template_filter("fundable")
def fundable(projects: Sequence[FundableProject]) -> list[tuple[str, str]]:
    return [(str(one.number), localized(one, "title")) for one in projects]


@blueprint.app_template_filter("questions_shown")
def questions_shown(questions: Sequence[MilestoneQuestion]) -> list[tuple[str, str]]:
    return [
        (
            question_key(one),
            _("%(project)s：第%(step)s段階（%(moment)s まで、金庫の支援 %(weight)s）",
                project=localized(one, "title"), step=one.step, moment=moment(from_unix(one.closes_at)),
                weight=yen(one.weight)),
        )
        for one in questions
    ]  # fmt: skip


@blueprint.app_template_filter("programs_shown")
def programs_shown(programs: Sequence[tuple[Payee, ThanksProgram]]) -> list[tuple[str, str]]:
    return [
        (
            str(one.program),
            _("%(town)s：%(program)s（残り%(left)s）",
                town=localized(town, "name"), program=localized(one, "name"), left=points(one.left)),
        )
        for town, one in programs
    ]  # fmt: skip


def _payee_groups(choices: Choices) -> list[tuple[str, list[tuple[Address, str]]]]:
    labels = {
        PayeeKind.TOWN: _("自治体"),
        PayeeKind.MERCHANT: _("加盟店"),
        PayeeKind.COMMUNITY: _("コミュニティの金庫"),
        PayeeKind.EARLIER: _("前に支払った先"),
    }
    groups = [
        (label, [(payee.address, localized(payee, "name")) for payee in choices.payees if payee.kind is kind])
        for kind, label in labels.items()
    ]
    return [(label, members) for label, members in groups if members]
