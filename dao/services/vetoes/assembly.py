"""Puts vetoes together for dao/assembly.py."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from dao.ports import FinalBlock
from dao.queries.vetoes.pages import VetoPages
from dao.services.vetoes.announce_vetoes import AnnounceVetoes
from dao.services.vetoes.veto_proposal import VetoProposal


@dataclass(frozen=True, slots=True)
class Vetoes:
    pages: VetoPages
    veto: VetoProposal
    announce: AnnounceVetoes


def assemble_vetoes(db: Database, clock: Clock, contracts: Contracts, final_block: FinalBlock) -> Vetoes:
    return Vetoes(VetoPages(db, clock), VetoProposal(db, clock, contracts), AnnounceVetoes(db, clock, final_block))
