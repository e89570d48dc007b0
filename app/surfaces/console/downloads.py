"""Lists for a spreadsheet, where the console's pages look for them; see app/downloads.py."""

from app.downloads import document, sheet

__all__ = ["document", "sheet"]
