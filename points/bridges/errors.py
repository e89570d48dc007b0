"""What reward bridges refuse, by name. Sentences for people are in app/surfaces/bridges/sentences.py."""

from __future__ import annotations

from collections.abc import Sequence

from chain.errors import Conflict, DomainError, IdentityError, Invalid
from points.bridges.problem import Problem


class ServiceUnknown(IdentityError):
    """`reason`: no_client (the header is missing) or unknown_client."""


class SignatureRefused(IdentityError):
    """`reason`: missing, timestamp_form, too_old, too_new, no_secret (none was made yet) or wrong."""


class EventRefused(Invalid):
    """A signed event that cannot be taken. `reason`: content_type, not_json, envelope, type, schema, my_number, town,
    time; `problems` name the fields."""

    def __init__(self, reason: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__("event", reason)
        self.problems = list(problems)


class EventIdReused(Conflict):
    """Another event came with this id before."""

    def __init__(self, event_id: str) -> None:
        super().__init__("event", "id_reused", event_id=event_id)
        self.event_id = event_id


class ServiceStopped(Conflict):
    def __init__(self) -> None:
        super().__init__("service", "stopped")


class SecretChanged(Conflict):
    """Another secret was made since the page was opened."""

    def __init__(self) -> None:
        super().__init__("secret", "changed")


class EventNotFit(Conflict):
    """What was asked does not go with the state an event is in, or with what is still known of it. `reason`: the
    state, or forgotten."""

    def __init__(self, reason: str) -> None:
        super().__init__("event", reason)


class WebhookNotFit(Conflict):
    """Nothing can be sent now. `reason`: none (no address was named) or gone (it answered 410)."""

    def __init__(self, reason: str) -> None:
        super().__init__("webhook", reason)


class TicketNotUsed(DomainError):
    """A service reported a ticket that cannot be checked in. `reason`: ticket_unknown (the person holds none of this
    name, or does not let the service know of it), ticket_not_yours (the town does not let the service check it in),
    ticket_used, ticket_few, ticket_early, ticket_over, ticket_called_off, ticket_unsigned (its holder keeps the key and
    has not signed)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SubjectUnknown(DomainError):
    """Nobody could be found. `reason`: missing, form, unknown_card, card_printed, card_blocked, unknown_member,
    unknown_subject, consent_withdrawn."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
