"""Reports (通報) about what people wrote or showed, and what moderators did about them."""

from dao.models.moderation.rows import OFFICER, Decision, ModerationAct, Reason, Report
from dao.models.moderation.subjects import Reported, ReportedKind, ShownToAll

__all__ = ["OFFICER", "Decision", "ModerationAct", "Reason", "Report", "Reported", "ReportedKind", "ShownToAll"]
