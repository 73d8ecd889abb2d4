"""Meta: Facebook and Instagram ads."""
