"""Looks an installation over and explains what it finds; `preflight` is the part that `musubi run` needs to pass."""

from app.doctor.finding import Finding, Level
from app.doctor.rounds import examine, preflight

__all__ = ["Finding", "Level", "examine", "preflight"]
