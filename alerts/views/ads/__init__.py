"""The place Ads health."""
