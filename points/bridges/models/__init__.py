"""Rows of reward bridges, and the rules about one of them."""

from points.bridges.models.event import EventState, ServiceEvent
from points.bridges.models.message import MessageState, ServiceMessage, Webhook
from points.bridges.models.service import ConnectedService, ServiceAct, ServiceActKind, ServiceSecret, ServiceState

__all__ = [
    "ConnectedService",
    "EventState",
    "MessageState",
    "ServiceAct",
    "ServiceActKind",
    "ServiceEvent",
    "ServiceMessage",
    "ServiceSecret",
    "ServiceState",
    "Webhook",
]
