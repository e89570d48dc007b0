"""Which shelters there are, and how many people each has room for."""

from __future__ import annotations

from dataclasses import dataclass

from app.sandbox_services.common.about import Text
from app.sandbox_services.common.refusing import Refused


@dataclass(frozen=True, slots=True)
class Shelter:
    key: str
    title: Text
    room: int


SHELTERS = (
    Shelter("S-01", ("見本小学校 体育館", "Sample primary school, gymnasium"), 120),
    Shelter("S-02", ("見本公民館", "Sample community hall"), 40),
    Shelter("S-03", ("見本高校 武道場", "Sample high school, dojo"), 60),
)


def shelter_of(key: str) -> Shelter:
    """Raises: Refused."""
    found = next((one for one in SHELTERS if one.key == key), None)
    if found is None:
        raise Refused("その避難所は登録されていません。", "There is no such shelter here.")
    return found
