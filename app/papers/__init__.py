"""Papers as PDF: statements for shops, clearing between towns, paper cards, posters, certificates and receipts."""
