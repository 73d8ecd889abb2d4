"""One alert on its page: where it stands, what was checked and told, and whether it is useful."""
