"""What a plan may hold."""

from __future__ import annotations

import pytest

from chain.errors import Invalid
from chain.units import Yen
from dao.models.treasury.plans import MOST_LINES, PlannedLine, checked_lines


def line(name: str, heading: int | None = None) -> PlannedLine:
    return PlannedLine(heading, name, "", Yen(1))


def test_names_are_one_line_and_a_zero_amount_is_a_plan_too() -> None:
    assert checked_lines([PlannedLine(None, " 広報 \n費 ", "  PR", Yen(0))]) == [
        PlannedLine(None, "広報 費", "PR", Yen(0))
    ]


@pytest.mark.parametrize(
    ("lines", "field", "reason"),
    [
        ([], "lines", "plan_empty"),
        ([line(f"費目{number}") for number in range(MOST_LINES + 1)], "lines", "plan_too_long"),
        ([line("広報費"), line("広報費")], "name_ja_1", "heading_twice"),
        ([line("広報費", 3), line("宣伝費", 3)], "name_ja_1", "heading_twice"),
        ([line("広報費"), line(" ")], "name_ja_1", "empty"),
        ([line("あ" * 61)], "name_ja_0", "too_long"),
        ([line("123456789018")], "name_ja_0", "my_number"),
    ],
)
def test_what_cannot_be_planned_is_refused_at_its_line(lines: list[PlannedLine], field: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_lines(lines)
    assert (refused.value.field, refused.value.reason) == (field, reason)
