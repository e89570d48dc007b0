"""Puts grants opened by proposals together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.ports import Holders, ThanksGrants
from dao.queries.grants.pages import GrantPages
from dao.queries.membership.belonging import Belonging
from dao.services.grants.open_grant import OpenGrant


@dataclass(frozen=True, slots=True)
class Grants:
    pages: GrantPages
    open: OpenGrant


def assemble_grants(db: Database, clock: Clock, grants: ThanksGrants, belonging: Belonging, holders: Holders) -> Grants:
    return Grants(GrantPages(db, clock, grants), OpenGrant(db, clock, grants, belonging, holders))
