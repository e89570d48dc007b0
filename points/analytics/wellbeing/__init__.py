"""Well-being indicators (幸福度指標): what a town enters of itself each fiscal year, beside what was counted here."""
