"""Alerts over REST: made, tried on the past, changed, answered; whatever the screen can do with them."""
