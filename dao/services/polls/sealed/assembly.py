"""Puts sealed polls together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.ports import Holders
from dao.queries.polls.trustees import TrusteePages
from dao.services.polls.sealed.prepare_poll import PreparePoll
from dao.services.polls.sealed.remind_trustees import RemindTrustees
from dao.services.polls.sealed.serve_as_trustee import ServeAsTrustee
from dao.services.polls.sealed.void_poll import VoidPoll


@dataclass(frozen=True, slots=True)
class SealedPolls:
    pages: TrusteePages
    prepare: PreparePoll
    serve: ServeAsTrustee
    void: VoidPoll
    remind: RemindTrustees


def assemble_sealed(db: Database, clock: Clock, holders: Holders) -> SealedPolls:
    return SealedPolls(
        TrusteePages(db, clock),
        PreparePoll(db, clock, holders),
        ServeAsTrustee(db, clock),
        VoidPoll(db, clock),
        RemindTrustees(db, clock),
    )
