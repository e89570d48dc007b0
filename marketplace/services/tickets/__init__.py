"""What is done with tickets (チケット): written and opened by officers, booked, given, returned and paid out."""
