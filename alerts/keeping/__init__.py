"""Alerts made, changed, paused and answered by people."""
