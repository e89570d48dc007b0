"""A municipality's community tokens: drafts, opening and ending a sale, holders by tier."""

from app.surfaces.console.community_tokens import acting, drafting  # noqa: F401  (they add their routes)
