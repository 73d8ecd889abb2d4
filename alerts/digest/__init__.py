"""The digest of Ads health: what waits for a decision, what was done, what it all cost."""
