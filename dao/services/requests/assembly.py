"""Puts requests for communities together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.ports import Holders
from dao.queries.requests.pages import RequestPages
from dao.services.open_community import OpenCommunity
from dao.services.requests.open_requested import OpenRequested
from dao.services.requests.request_community import RequestCommunity


@dataclass(frozen=True, slots=True)
class Requests:
    pages: RequestPages
    ask: RequestCommunity
    open: OpenRequested


def assemble_requests(db: Database, clock: Clock, holders: Holders, opening: OpenCommunity) -> Requests:
    return Requests(RequestPages(db, holders), RequestCommunity(db, clock, holders), OpenRequested(db, clock, opening))
