"""Rows of reward rules."""

from points.bridges.rules.models.forecast import ForecastState, RuleForecast
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
    "rule_state",
]
