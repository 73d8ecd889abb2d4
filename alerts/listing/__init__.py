"""The list of alerts: which ones a person may see, and what a line says of each."""
