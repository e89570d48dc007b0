"""Opening polls, voting in them, counting and announcing them."""
