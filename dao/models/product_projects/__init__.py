"""Product projects (商品プロジェクト) of a community: from an idea over a vote on prototypes and a maker among the
member shops to a sale. Votes are polls, the sale is an offer; both stand where they always do."""

from dao.models.product_projects.rows import MakerApplication, ProductProject, ProjectStep
from dao.models.product_projects.stages import MakerBy, Outcome, Situation, Stage, Standing, StepKind
from dao.models.product_projects.words import ApplicationWords, ProjectWords

__all__ = [
    "ApplicationWords",
    "MakerApplication",
    "MakerBy",
    "Outcome",
    "ProductProject",
    "ProjectStep",
    "ProjectWords",
    "Situation",
    "Stage",
    "Standing",
    "StepKind",
]
