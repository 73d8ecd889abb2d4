"""TikTok ads."""
