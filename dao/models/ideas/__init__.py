"""Ideas (アイデア) of a community's members: rows, what may be written, and which titles resemble each other."""

from dao.models.ideas.rows import Idea, IdeaComment, IdeaOutcome, IdeaSupport, OutcomeKind
from dao.models.ideas.words import IdeaWords

__all__ = ["Idea", "IdeaComment", "IdeaOutcome", "IdeaSupport", "IdeaWords", "OutcomeKind"]
