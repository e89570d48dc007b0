"""Reports (通報) about what people wrote or showed, and what moderators did about them."""

from dao.models.moderation.rows import Decision, ModerationAct, Reason, Report
from dao.models.moderation.subjects import Reported, ReportedKind

__all__ = ["Decision", "ModerationAct", "Reason", "Report", "Reported", "ReportedKind"]
