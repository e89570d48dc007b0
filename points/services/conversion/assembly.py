"""Puts the services of common points together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from points.bridges.services.queue_message import QueueMessage
from points.ports import Persons, Signer
from points.services.conversion.give_conversions import GiveConversions
from points.services.conversion.keep_conversion import KeepConversion
from points.services.conversion.request_conversion import RequestConversion


@dataclass(frozen=True, slots=True)
class ConversionServices:
    """Of other apps' points made common points."""

    keep: KeepConversion
    request: RequestConversion
    give: GiveConversions


def assemble(
    db: Database, clock: Clock, contracts: Contracts, signer: Signer, persons: Persons, messages: QueueMessage
) -> ConversionServices:
    return ConversionServices(
        keep=KeepConversion(db, clock, signer),
        request=RequestConversion(clock, persons),
        give=GiveConversions(db, clock, contracts, signer, messages),
    )
