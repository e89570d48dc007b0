"""Papers of the money desk as PDF: statements for shops, clearing between towns."""
