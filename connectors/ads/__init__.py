"""Changing ads on their platforms, and reading back what stands there."""
