"""Who is let in (入場) at a place: tickets and rights are cancelled (消込) there."""
