"""Web server, worker and beat under one small supervisor; see ``supervisor.py``."""
