"""Rows of reward rules."""

from points.bridges.rules.models.forecast import ForecastState, RuleForecast, lasting_days
from points.bridges.rules.models.rule import RewardRule, RuleAct, RuleActKind, RuleState, RuleVersion, rule_state
from points.bridges.rules.models.visit import Visit

__all__ = [
    "ForecastState",
    "RewardRule",
    "RuleAct",
    "RuleActKind",
    "RuleForecast",
    "RuleState",
    "RuleVersion",
    "Visit",
    "lasting_days",
    "rule_state",
]
