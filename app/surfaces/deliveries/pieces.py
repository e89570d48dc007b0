"""The part of a token's page that its seller's service fills: the schedule for everybody, the rest for its holder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.wiring import current_platform
from chain.ids import Address
from marketplace.models import Kind
from marketplace.models.addresses import PostalAddress
from marketplace.queries.deliveries.tokens import DECLARED_KINDS, ProduceView, produce_view
from marketplace.queries.holding.pages import TokenDesk
from marketplace.services.deliveries.assembly import DeliveryServices
from marketplace.services.deliveries.exercise_right import ExerciseView


@dataclass(frozen=True, slots=True)
class ServedPanel:
    """`produce`: None for a right whose holder says when."""

    produce: ProduceView | None
    address: PostalAddress | None
    seen_at: Sequence[datetime]
    exercises: Sequence[ExerciseView]
    may_exercise: bool


def services() -> DeliveryServices:
    return current_platform().marketplace.deliveries


def served_panel(desk: TokenDesk, reader: Address | None) -> ServedPanel | None:
    """None for what is not served."""
    kind, is_own = desk.holding.collection.kind, reader is not None and desk.holding.token.owner == reader
    if kind == Kind.PRODUCE:
        if is_own and reader is not None:
            own = services().addresses.of_holder(desk.key, reader)
            return ServedPanel(own.view, own.address, own.seen_at, (), may_exercise=False)
        platform = current_platform()
        with platform.db.read() as session:
            view = produce_view(session, desk.key, platform.clock.now())
        return ServedPanel(view, None, (), (), may_exercise=False)
    if kind not in DECLARED_KINDS or not is_own or reader is None:
        return None
    found = services().exercise.of_holder(desk.key, reader)
    is_open = any(str(view.exercise.state) == "declared" for view in found)
    standing = desk.standing
    may = not (is_open or standing.is_used_up or standing.is_over or standing.lent_to)
    return ServedPanel(None, None, (), found, may_exercise=may)
