"""Drafts (下書き) of proposals: kept in versions, written by several, compared word by word."""

from dao.models.drafts.differing import Kind, Piece, pieces
from dao.models.drafts.rows import Draft, DraftAuthor, DraftVersion

__all__ = ["Draft", "DraftAuthor", "DraftVersion", "Kind", "Piece", "pieces"]
