"""Buying for points (地域ポイント): what things cost in them, purchases and bookings, and points that go back."""
