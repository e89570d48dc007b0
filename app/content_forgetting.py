"""The bytes of pictures and files that nobody shows any more: out of the content store, with what was drawn of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import structlog
from sqlalchemy import Select, Text, cast, literal, select

from app.surfaces.marketplace.designs import gallery_of
from app.wiring import Platform
from dao.models.events import CommunityEvent
from dao.models.events.photos import EventPhoto
from dao.models.ideas.attachments import IdeaAttachment
from marketplace.errors import ContentForeign, ContentMissing, StoreUnavailable
from marketplace.models.artwork import ArtworkCard, ArtworkPicture
from marketplace.models.projects.written import ProjectPicture

_log = structlog.get_logger("content")


def forget_content(platform: Platform, names: Iterable[str]) -> None:
    """Of these names in the store, those to which nothing refers. A store that cannot be reached keeps them, which is
    logged: what people asked for, that it is no longer shown, is done by then."""
    for cid in filter(None, names):
        try:
            _forget(platform, cid)
        except StoreUnavailable as error:
            _log.warning("content_not_removed", cid=cid, error=str(error))


def _forget(platform: Platform, cid: str) -> None:
    store = platform.marketplace.content
    if _is_shown(platform, cid):
        return
    try:
        content = store.get(cid)
    except (ContentMissing, ContentForeign):
        content = b""
    store.remove(cid)
    gallery_of(platform).forget_upload(cid)
    if content and _is_shown(platform, cid):  # somebody put the same one there meanwhile
        store.put(content)


def _is_shown(platform: Platform, cid: str) -> bool:
    with platform.db.read() as session:
        return any(session.execute(select(literal(1)).where(one.exists())).first() for one in _references(cid))


def _references(cid: str) -> list[Select[Any]]:
    """Whatever keeps names of contents joins this list."""
    return [
        select(EventPhoto.id).where(EventPhoto.picture == cid),
        select(CommunityEvent.id).where(CommunityEvent.picture == cid),
        select(IdeaAttachment.id).where(cast(IdeaAttachment.parts, Text).contains(cid)),
        select(ArtworkPicture.cid).where(ArtworkPicture.cid == cid),
        select(ArtworkCard.cid).where(ArtworkCard.cid == cid),
        select(ProjectPicture.id).where(ProjectPicture.cid == cid),
    ]
