"""Servers of the outside world, on this machine: as fixtures, or as processes (``python -m tests.servers.web``)."""
