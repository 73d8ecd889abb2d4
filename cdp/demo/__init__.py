"""Maison Alba, the sample company: seeded, believable, from ten thousand to a hundred million events."""
