"""What an alert watches for and how it lives, without a database or a clock. PURE."""
