"""What a checkout holds and pays together: purchases from listings, and bookings of tickets and nights."""
