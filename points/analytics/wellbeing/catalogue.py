"""Indicators that a town may choose from, with the scales on which people are asked.

Source: after the fields of the Digital Agency's 地域幸福度（Well-Being）指標: how happy and content people are, the
living environment, ties in the area and a life of one's own, and what is counted beside them. The wording is ours: a
town that compares itself with others writes into the source which survey, with which question, a value is from.
"""

from __future__ import annotations

from dataclasses import dataclass

from points.models.indicator import SCALE, Direction, Nature


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`scale`: the ends on which people answer, none for what is counted."""

    key: str
    name_ja: str
    name_en: str
    unit_ja: str
    unit_en: str
    nature: Nature
    direction: Direction = Direction.MORE
    scale: tuple[int, int] | None = None

    @property
    def least(self) -> int | None:
        return self.scale[0] * SCALE if self.scale else None

    @property
    def most(self) -> int | None:
        return self.scale[1] * SCALE if self.scale else None


def _asked(key: str, name_ja: str, name_en: str, scale: tuple[int, int] = (1, 5)) -> Suggestion:
    unit_ja, unit_en = f"点（{scale[0]}〜{scale[1]}）", f"points ({scale[0]}–{scale[1]})"
    return Suggestion(key, name_ja, name_en, unit_ja, unit_en, Nature.SUBJECTIVE, Direction.MORE, scale)


_OF_TEN = (0, 10)
SUGGESTIONS: tuple[Suggestion, ...] = (
    _asked("happiness", "幸福度（いまの自分）", "Happiness (oneself, now)", _OF_TEN),
    _asked("satisfaction", "生活満足度", "Satisfaction with life", _OF_TEN),
    _asked("community_happiness", "まちの人の幸せ", "Happiness of people in the area", _OF_TEN),
    _asked("care", "医療・福祉の安心", "Medical care and welfare"),
    _asked("shopping", "買い物・飲食のしやすさ", "Shopping and eating out"),
    _asked("mobility", "移動・交通のしやすさ", "Getting around"),
    _asked("childcare", "子育てのしやすさ", "Raising children"),
    _asked("nature", "自然の恵み", "Gifts of nature"),
    _asked("safety", "災害への備え", "Readiness for disasters"),
    _asked("ties", "地域とのつながり", "Ties in the area"),
    _asked("tolerance", "多様性と寛容さ", "Diversity and tolerance"),
    _asked("health_feeling", "心と体の健康", "Health of body and mind"),
    _asked("culture", "文化・芸術に親しむ機会", "Culture and the arts"),
    _asked("work", "仕事と収入", "Work and income"),
    Suggestion("healthy_years", "健康寿命", "Healthy life expectancy", "歳", "years", Nature.OBJECTIVE),
    Suggestion("net_moves", "転入超過数（転入−転出）", "Net moves into town", "人", "people", Nature.OBJECTIVE),
    Suggestion("births", "出生数", "Births", "人", "people", Nature.OBJECTIVE),
    Suggestion("visitors", "観光入込客数", "Visitors", "人", "people", Nature.OBJECTIVE),
    Suggestion(
        "associations", "自治会の加入率", "Households in neighbourhood associations", "%", "%", Nature.OBJECTIVE,
    ),
    Suggestion(
        "income", "1人あたりの課税対象所得", "Taxable income per person", "千円", "thousand yen", Nature.OBJECTIVE,
    ),
    Suggestion(
        "crimes", "刑法犯の認知件数（千人あたり）", "Recorded crimes per thousand people", "件", "cases",
        Nature.OBJECTIVE, Direction.LESS,
    ),
    Suggestion(
        "vacant_homes", "空き家の割合", "Share of vacant homes", "%", "%", Nature.OBJECTIVE, Direction.LESS,
    ),
)  # fmt: skip
BY_KEY = {one.key: one for one in SUGGESTIONS}
