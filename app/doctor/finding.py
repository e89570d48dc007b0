"""What one look found, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.words import Words


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` is the short name of what was looked at, `seen` what was there, `fix` what to do if not ok."""

    subject: str
    level: Level
    seen: str
    fix: Words | None = None


def ok(subject: str, seen: str) -> Finding:
    return Finding(subject, Level.OK, seen)


def warning(subject: str, seen: str, ja: str, en: str) -> Finding:
    return Finding(subject, Level.WARNING, seen, Words(ja, en))


def problem(subject: str, seen: str, ja: str, en: str) -> Finding:
    return Finding(subject, Level.PROBLEM, seen, Words(ja, en))
