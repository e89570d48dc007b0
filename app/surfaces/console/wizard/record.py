"""What was decided about a grant: on the wizard's last step, and on record once it has started."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.i18n import day, localized
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers
from app.surfaces.console.wizard.frame import step
from app.surfaces.console.wizard.words import LAW, rule_words
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.models import Segment, SegmentKind
from points.queries.campaign_drafts import CampaignDraft, find_record
from points.queries.programs import load_campaign, program_names


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/record")
@for_officers
def show_record(code: MunicipalityCode, campaign_id: int) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        draft = find_record(session, code, campaign_id, business_date(platform.clock.now()))
    return step(code, "record", draft, **decided(draft))


def decided(draft: CampaignDraft) -> dict[str, Any]:
    """What the list of decisions shows beside the draft itself."""
    platform = current_platform()
    with platform.db.read() as session:
        area = next((one for one in platform.municipalities.areas(session) if one.id == draft.area_id), None)
        towns = platform.municipalities.by_code(session, area.codes if area else [])
        segment = _segment_words(session, draft)
    people = draft.authors | {one.officer for one in draft.approval.decisions}
    if draft.terms.legal_by is not None:
        people.add(draft.terms.legal_by)
    return {
        "officers": platform.points.directory.names(people),
        "findings": [(finding.level, *LAW[finding]) for finding in draft.findings],
        "rule_words": rule_words(draft.terms.rule),
        "said": draft.message.said(draft.amount),
        "segment_words": segment,
        "area": area,
        "towns": list(towns.values()),
    }


def _segment_words(session: Session, draft: CampaignDraft) -> str:
    segment = Segment.of(draft.terms.segment)
    if segment is None:
        return ""
    match segment.kind:
        case SegmentKind.HOLDERS:
            program = program_names(session, [segment.program_id or 0])[segment.program_id or 0]
            return str(_("「%(program)s」のポイントを持っている人", program=localized(program, "name")))
        case SegmentKind.CUSTOMERS:
            since = day(segment.since) if segment.since else ""
            return str(_("%(day)s からこのまちのお店で払った人", day=since))
        case SegmentKind.CARD_HOLDERS:
            return str(_("このまちの紙カードを使っている人"))
        case _:
            purpose = load_campaign(session, segment.campaign_id or 0).purpose
            return str(_("前の付与「%(purpose)s」を受けた人", purpose=purpose))
