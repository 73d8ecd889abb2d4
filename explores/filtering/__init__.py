"""Filters on the page: their controls, what an expression means there, and values to choose from."""
