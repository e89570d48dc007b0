"""A ferry's office (フェリーのりば): its timetable, tickets that the marketplace sells, and boarding with a phone."""
