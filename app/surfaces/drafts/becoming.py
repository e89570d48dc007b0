"""From a draft to the proposal's form and back: what the form begins with, and what became of the draft."""

from __future__ import annotations

from flask import request

from app.access import current_account
from app.surfaces.drafts import blueprint
from app.wiring import current_platform
from dao.models.drafts.errors import DraftUnknown
from dao.queries.drafts.pages import DraftLine, DraftPage


def draft_begun_with() -> DraftPage | None:
    """The draft that the address or the form names (`draft`), where the reader writes it."""
    named = request.values.get("draft", "").strip()
    if not named.isdecimal() or len(named) > 15:
        return None
    try:
        page = current_platform().dao.drafts.pages.draft(int(named), current_account().address)
    except DraftUnknown:
        return None
    return page if page.is_author else None


def fields_of(page: DraftPage | None) -> dict[str, str]:
    """As fields of the proposal's form."""
    if page is None:
        return {}
    return {**page.newest.fields, "draft": str(page.draft.id), "version": str(page.draft.versions)}


def note_proposed(slug: str, proposal: int) -> None:
    """When the form was begun with a draft of this community."""
    page = draft_begun_with()
    if page is not None and page.draft.community == slug:
        current_platform().dao.drafts.keep.note_proposal(page.draft.id, current_account().address, proposal)


@blueprint.app_template_global("drafts_seen")
def drafts_seen(slug: str) -> list[DraftLine]:
    """Those of a community that the signed-in reader may see."""
    account = current_account()
    return current_platform().dao.drafts.pages.seen_by(slug, account.address)
