"""Services, bookings and tickets as pages show them."""
