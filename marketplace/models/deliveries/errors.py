"""What deliveries and the use of served rights refuse. Sentences are in app/surfaces/deliveries/sentences.py."""

from __future__ import annotations

from chain.errors import Conflict, NotFound


class DeliveryUnknown(NotFound):
    def __init__(self, delivery: object) -> None:
        super().__init__("delivery", delivery)


class ExerciseUnknown(NotFound):
    def __init__(self, exercise: object) -> None:
        super().__init__("exercise", exercise)


class NotServed(Conflict):
    """`reason`: other_kind, used_up, over, early or lent."""

    def __init__(self, token: object, reason: str) -> None:
        super().__init__("right", reason, token=token)


class AddressMissing(Conflict):
    """`reason`: none, or unsigned while a holder who keeps the key has not signed the use."""

    def __init__(self, token: object, reason: str) -> None:
        super().__init__("shipping address", reason, token=token)


class DeliveryClosed(Conflict):
    """`reason`: not_missing or not_sent."""

    def __init__(self, delivery: object, reason: str) -> None:
        super().__init__("delivery", reason, delivery=delivery)


class ExerciseClosed(Conflict):
    """`reason`: open_already or answered."""

    def __init__(self, exercise: object, reason: str) -> None:
        super().__init__("exercise", reason, exercise=exercise)
