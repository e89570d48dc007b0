"""Open mHealth: data points of step-count and sleep-duration, alone or in a list, with their headers or as bodies.

Source: github.com/openmhealth/schemas, step-count 2.0 and 3.0, sleep-duration 1.0 and 2.0, time-interval 1.x,
data-point 1.0. A number may be a fraction; of a mean or another statistic nothing is taken, as it is no day's value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator

from app.sandbox_services.common.about import Text
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.health.measures import Kind, Measure, Problem, Reading, local_day, problem_of

MOST_POINTS = 20_000
_MINUTES = {"sec": Decimal(1) / 60, "min": Decimal(1), "h": Decimal(60), "d": Decimal(1_440)}
_MOMENT = {"type": "string", "minLength": 20}
_LENGTH = {
    "type": "object",
    "required": ["value", "unit"],
    "properties": {"value": {"type": "number"}, "unit": {"enum": list(_MINUTES)}},
}
_INTERVAL = {
    "type": "object",
    "properties": {"start_date_time": _MOMENT, "end_date_time": _MOMENT, "duration": _LENGTH},
    "oneOf": [
        {"required": ["start_date_time", "duration"]},
        {"required": ["end_date_time", "duration"]},
        {"required": ["start_date_time", "end_date_time"]},
        {"required": ["date", "part_of_day"]},
    ],
}
_FRAME = {"type": "object", "required": ["time_interval"], "properties": {"time_interval": _INTERVAL}}


def _body(name: str, units: list[str]) -> Draft202012Validator:
    value = {
        "type": "object",
        "required": ["value", "unit"],
        "properties": {"value": {"type": "number"}, "unit": {"enum": units}},
    }
    return Draft202012Validator(
        {
            "type": "object",
            "required": [name, "effective_time_frame"],
            "properties": {name: value, "effective_time_frame": _FRAME},
        }
    )


_BODIES = {
    "step_count": (Kind.STEPS, _body("step_count", ["steps"])),
    "sleep_duration": (Kind.SLEEP, _body("sleep_duration", ["sec", "min", "h"])),
}


def read_open_mhealth(raw: bytes, today: date) -> Reading:
    """Raises: Refused for what is no JSON, or no list of data points."""
    try:
        told = json.loads(raw, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Refused("JSONとして読めません。", "This is no JSON.") from None
    points = told if isinstance(told, list) else [told]
    if not points or len(points) > MOST_POINTS or not all(isinstance(one, dict) for one in points):
        raise Refused("Open mHealthのデータではないようです。", "This does not look like Open mHealth data.")
    measures: list[Measure] = []
    problems: list[Problem] = []
    for number, point in enumerate(points, start=1):
        found = _point(point, today)
        if isinstance(found, Measure):
            measures.append(found)
        else:
            problems.append(Problem(number, found))
    return Reading(measures, problems)


def _point(point: Mapping[str, Any], today: date) -> Measure | Text:
    body = point["body"] if isinstance(point.get("body"), dict) else point
    name = next((one for one in _BODIES if one in body), None)
    if name is None:
        return "歩数でも睡眠でもないデータです。", "Neither steps nor sleep."
    kind, validator = _BODIES[name]
    wrong = next(iter(validator.iter_errors(body)), None)
    if wrong is not None:
        where = "/".join(map(str, wrong.absolute_path)) or name
        return f"形が合いません（{where}）。", f"It does not fit the schema ({where})."
    if "descriptive_statistic" in body:
        return "平均などの統計は受け取れません。", "A mean or another statistic is not taken."
    return _measure(kind, body[name], body["effective_time_frame"]["time_interval"], today)


def _measure(kind: Kind, told: Mapping[str, Any], interval: Mapping[str, Any], today: date) -> Measure | Text:
    try:
        start, end = _ends(interval)
    except (ValueError, OverflowError):
        return (
            "日時が読めません。時差（+09:00など）も要ります。",
            "A time cannot be read; it needs its offset, as +09:00.",
        )
    day = _day_of(kind, interval, start, end)
    factor = _MINUTES[told["unit"]] if kind is Kind.SLEEP else 1
    value = int((Decimal(told["value"]) * factor).to_integral_value())
    wrong = problem_of(kind, day, value, today)
    return wrong or Measure(kind, day, value, _name(interval, start, end))


def _day_of(kind: Kind, interval: Mapping[str, Any], start: datetime | None, end: datetime | None) -> date:
    """Steps belong to the day on which they began, sleep to the one on which it ended."""
    moment = start if kind is Kind.STEPS else end
    return date.fromisoformat(interval["date"]) if moment is None else local_day(moment)


def _ends(interval: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Raises: ValueError."""
    if "date" in interval and "part_of_day" in interval:
        date.fromisoformat(str(interval["date"]))
        return None, None
    given = [_moment(interval[name]) if name in interval else None for name in ("start_date_time", "end_date_time")]
    start, end = given
    length = timedelta(minutes=int(_length(interval))) if "duration" in interval else timedelta()
    start = start or (end - length if end else None)
    end = end or (start + length if start else None)
    if start is None or end is None or end < start:
        raise ValueError(interval)
    return start, end


def _length(interval: Mapping[str, Any]) -> Decimal:
    told = interval["duration"]
    return Decimal(told["value"]) * _MINUTES[told["unit"]]


def _moment(text: str) -> datetime:
    """Raises: ValueError, also without an offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _name(interval: Mapping[str, Any], start: datetime | None, end: datetime | None) -> str:
    if start is None or end is None:
        return f"{interval['date']}/{interval['part_of_day']}"
    return f"{start.astimezone().isoformat()}/{end.astimezone().isoformat()}"


def sample_points(days: Iterator[date]) -> list[dict[str, Any]]:
    """To try with."""
    return [
        {
            "step_count": {"value": 6_000 + 137 * number, "unit": "steps"},
            "effective_time_frame": {
                "time_interval": {
                    "start_date_time": f"{day}T00:00:00+09:00",
                    "end_date_time": f"{day + timedelta(days=1)}T00:00:00+09:00",
                }
            },
        }
        for number, day in enumerate(days)
    ]
