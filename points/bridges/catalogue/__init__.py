"""The events that services may send: names, JSON Schemas and an example of each. And what services are told."""

from points.bridges.catalogue.event_type import EventType
from points.bridges.catalogue.message_types import MESSAGE_TYPES, MessageType, message_type
from points.bridges.catalogue.types import EVENT_TYPES, event_type

__all__ = ["EVENT_TYPES", "MESSAGE_TYPES", "EventType", "MessageType", "event_type", "message_type"]
