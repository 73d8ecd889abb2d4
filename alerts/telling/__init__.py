"""What alerts tell people: in words, and onto its way."""
