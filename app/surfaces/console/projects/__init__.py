"""A municipality's donation projects: drafts, opening, news, reports of milestones, giving up."""

from app.surfaces.console.projects import acting, drafting, points, receipts, stretching, supporting, telling  # noqa: F401  (they add their routes)
