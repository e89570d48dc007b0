"""Puts drafts together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.queries.drafts.pages import DraftPages
from dao.queries.membership.belonging import Belonging
from dao.services.drafts.announce_plans import AnnouncePlans
from dao.services.drafts.invite_author import InviteAuthor
from dao.services.drafts.keep_draft import KeepDraft


@dataclass(frozen=True, slots=True)
class Drafts:
    pages: DraftPages
    keep: KeepDraft
    invite: InviteAuthor
    announce: AnnouncePlans


def assemble_drafts(db: Database, clock: Clock, belonging: Belonging) -> Drafts:
    return Drafts(
        DraftPages(db, belonging),
        KeepDraft(db, clock, belonging),
        InviteAuthor(db, clock, belonging),
        AnnouncePlans(db, clock, belonging),
    )
