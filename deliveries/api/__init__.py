"""Deliveries over REST: schedules, destinations, receipts and downloads; whatever the screen can do with them."""
