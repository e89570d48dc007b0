"""What changed from one version of a draft to the next, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _

from app.i18n import day
from app.surfaces.dao.actions.forms import Choices, read_action
from app.surfaces.dao.actions.grant_words import plan_words
from app.surfaces.dao.actions.words import action_words
from app.surfaces.dao.proposals.forms import ProposalForm
from app.surfaces.drafts import blueprint
from dao.models import PayYen
from dao.models.drafts import DraftVersion, Piece, pieces
from dao.models.membership import MemberProfile
from dao.queries.drafts.pages import DraftPage


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Amendment:
    """One version and what it changed."""

    version: DraftVersion
    changes: list[Change]


def amendments(page: DraftPage, choices: Choices) -> list[Amendment]:
    """Newest first; the first version stands without changes."""
    shown = [(version, _parts(version.fields, choices)) for version in page.versions]
    found = [
        Amendment(version, [Change(name, pieces(old[name], new[name])) for name in new if old[name] != new[name]])
        for (version, new), (_older, old) in pairwise(shown)
    ]
    return [*found, Amendment(page.versions[-1], [])]


def planned_moves(page: DraftPage) -> list[tuple[DraftVersion, str]]:
    """Announcements that the day of the proposal was set or moved, newest first."""
    moves = []
    for newer, older in pairwise(page.versions):
        new, old = newer.fields.get("planned_on", ""), older.fields.get("planned_on", "")
        if new != old:
            moves.append((newer, _moved(_day(old), _day(new))))
    return moves


def action_lines(fields: Mapping[str, str], choices: Choices) -> list[str]:
    """Each action in words; one that is not filled in yet is said to be so."""
    form = ProposalForm.kept(fields)
    lines: list[str] = []
    for place in range(form.count):
        one = read_action(form.values, place, choices, {})
        words = [action_words(action) for action in one.actions] or [_("（まだ決まっていない操作）")]
        lines.extend(
            _("%(action)s（目的：%(purpose)s）", action=line, purpose=one.purpose) if one.purpose else line
            for line in words
        )
        if one.grant is not None and isinstance(payment := one.actions[0], PayYen):
            lines.append(plan_words(one.grant, int(payment.amount)))
    return lines


@blueprint.app_template_filter("planned_day")
def _day(text: str) -> str:
    return day(date.fromisoformat(text)) if text else ""


@blueprint.app_template_filter("profile_options")
def profile_options(profiles: Sequence[MemberProfile]) -> list[tuple[str, str]]:
    return [(str(profile.id), f"{profile.name} (No. {profile.id})") for profile in profiles]


def _parts(fields: Mapping[str, str], choices: Choices) -> dict[str, str]:
    return {
        _("題名"): fields.get("title_ja", ""),
        _("題名（英語）"): fields.get("title_en", ""),
        _("本文"): fields.get("body", ""),
        _("可決されたとき"): "\n".join(action_lines(fields, choices)),
        _("提案する予定の日"): _day(fields.get("planned_on", "")),
    }


def _moved(old: str, new: str) -> str:
    if old and new:
        return str(_("提案する予定の日が %(old)s から %(new)s に変わりました。", old=old, new=new))
    if new:
        return str(_("提案する予定の日が %(new)s に決まりました。", new=new))
    return str(_("提案する予定の日（%(old)s）が取り消されました。", old=old))
