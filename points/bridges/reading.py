"""An event from the bytes of a request.

Source: CloudEvents 1.0.2, JSON event format and HTTP protocol binding: structured mode, or binary mode with `ce-`
headers. JSON data alone is taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from chain.errors import Invalid
from chain.ids import MunicipalityCode, contains_my_number
from points.bridges.catalogue import event_type
from points.bridges.errors import EventRefused
from points.bridges.problem import Problem

STRUCTURED = "application/cloudevents+json"
_BATCH = "application/cloudevents-batch"
_AHEAD = timedelta(minutes=5)  # a sender's clock may be fast by as much
_MOST_PROBLEMS = 20
_DEEPEST = 16


class Envelope(BaseModel):
    """The attributes we read. Extensions by other standards (traces) may be there and are left alone."""

    model_config = ConfigDict(extra="allow", strict=True)

    specversion: str = Field(pattern=r"^1\.0$")
    id: str = Field(min_length=1, max_length=200, pattern=r"^[ -~]+$")
    source: str = Field(min_length=1, max_length=300, pattern=r"^[!-~]+$")
    type: str = Field(min_length=1, max_length=100, pattern=r"^[a-zA-Z0-9_.]+$")
    subject: str = Field(default="", max_length=200)
    time: AwareDatetime | None = None
    town: str = ""
    data: Any = None


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """`town` is empty when the event does not say where it happened."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime | None
    town: str
    data: dict[str, Any]

    @property
    def fingerprint(self) -> bytes:
        """The same for the same event, however its JSON was laid out."""
        when = self.time.isoformat() if self.time else ""
        parts = [self.id, self.source, self.type, self.subject, when, self.town, self.data]
        return sha256(json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()).digest()

    def content(self, subject: str) -> dict[str, Any]:
        """As a structured event, with `subject` for its own."""
        when = {"time": self.time.isoformat()} if self.time else {}
        town = {"town": self.town} if self.town else {}
        names = {"specversion": "1.0", "id": self.id, "source": self.source, "type": self.type, "subject": subject}
        return {**names, **when, **town, "data": self.data}


def read_event(body: bytes, headers: Mapping[str, str]) -> ReadEvent:
    """What was sent. `headers` by lower-case name. Does not look at what the data says; `check_event` does.

    Raises: EventRefused (content_type, not_json, envelope).
    """
    mime = headers.get("content-type", "").partition(";")[0].strip().lower()
    attributes = _structured(body) if mime == STRUCTURED else _binary(body, headers, mime)
    try:
        envelope = Envelope.model_validate(attributes)
    except ValidationError as error:
        raise EventRefused("envelope", list(_of_pydantic(error))) from None
    if not isinstance(envelope.data, dict):
        raise EventRefused("schema", [Problem("/data", "type", "object")])
    return ReadEvent(
        envelope.id, envelope.source, envelope.type, envelope.subject, envelope.time, envelope.town, envelope.data
    )


def check_event(event: ReadEvent, types: list[str], towns: list[str], now: datetime) -> None:
    """Raises: EventRefused (type, schema, my_number, town, time)."""
    kind = event_type(event.type)
    if kind is None or event.type not in types:
        raise EventRefused("type", [Problem("/type", "enum", ", ".join(types))])
    problems = list(_of_text(event))
    if problems:
        raise EventRefused("my_number" if problems[0].rule == "my_number" else "schema", problems[:_MOST_PROBLEMS])
    problems = [problem for error in kind.validator.iter_errors(event.data) for problem in _of_schema(error)]
    if problems:
        raise EventRefused("schema", sorted(problems, key=lambda one: one.pointer)[:_MOST_PROBLEMS])
    if event.town and _town(event.town) not in towns:
        raise EventRefused("town", [Problem("/town", "enum", ", ".join(towns))])
    if event.time is not None and event.time > now + _AHEAD:
        raise EventRefused("time", [Problem("/time", "maximum", now.isoformat(timespec="seconds"))])


def _structured(body: bytes) -> dict[str, Any]:
    found = _json(body)
    if not isinstance(found, dict):
        raise EventRefused("envelope", [Problem("", "type", "object")])
    return {**found, "time": _time(found["time"])} if "time" in found else found


def _binary(body: bytes, headers: Mapping[str, str], mime: str) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        name[3:]: unquote(value) for name, value in headers.items() if name.startswith("ce-") and name != "ce-data"
    }
    is_json = mime == "application/json" or mime.endswith("+json")
    if not attributes or not is_json or mime.startswith(_BATCH):
        raise EventRefused("content_type", [Problem("", "content_type", f"{STRUCTURED}, application/json + ce-*")])
    if "time" in attributes:
        attributes["time"] = _time(attributes["time"])
    return {**attributes, "data": _json(body)}


def _json(body: bytes) -> Any:
    """Raises: EventRefused (not_json), also for NaN and for nesting without end."""
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise EventRefused("not_json", [Problem("", "json")]) from None
    if _is_deeper(found, _DEEPEST):
        raise EventRefused("not_json", [Problem("", "json")])
    return found


def _is_deeper(value: object, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return not levels or any(_is_deeper(one, levels - 1) for one in inner)


def _no_number(name: str) -> float:
    raise ValueError(name)


def _time(value: object) -> object:
    """A moment where it reads as one; else as it came, which the envelope refuses. Source: RFC 3339."""
    try:
        return datetime.fromisoformat(value.replace("z", "Z")) if isinstance(value, str) and "T" in value else value
    except ValueError:
        return value


def _town(text: str) -> str:
    try:
        return str(MunicipalityCode(text))
    except Invalid:
        return ""


def _of_pydantic(error: ValidationError) -> Iterator[Problem]:
    for one in error.errors(include_url=False, include_input=False):
        rule = "required" if one["type"] == "missing" else one["type"]
        wanted = str(one.get("ctx", {}).get("pattern", ""))
        yield Problem("/" + "/".join(map(str, one["loc"])), rule, wanted)


def _of_schema(error: Any) -> Iterator[Problem]:
    at = "/data" + "".join(f"/{part}" for part in error.absolute_path)
    if error.validator == "required":
        yield from (Problem(f"{at}/{name}", "required") for name in error.validator_value if name not in error.instance)
    elif error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        yield from (Problem(f"{at}/{name}"[:200], "unknown") for name in error.instance if name not in known)
    else:
        wanted = error.validator_value
        yield Problem(at, str(error.validator), ", ".join(wanted) if isinstance(wanted, list) else str(wanted))


def _of_text(event: ReadEvent) -> Iterator[Problem]:
    """No My Number (個人番号) anywhere, and no characters that databases or pages stumble over."""
    whole_id = event.id.isdigit() and len(event.id) == 12 and contains_my_number(event.id)
    if whole_id:
        yield Problem("/id", "my_number")
    for at, text in (("/subject", event.subject), ("/source", event.source), *_texts("/data", event.data)):
        if contains_my_number(text):
            yield Problem(at, "my_number")
        if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
            yield Problem(at, "characters")


def _texts(at: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{at}/{name}"[:200], str(name)
            yield from _texts(f"{at}/{name}"[:200], inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(f"{at}/{place}", inner)
    elif isinstance(value, str):
        yield at, value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield at, str(value)
