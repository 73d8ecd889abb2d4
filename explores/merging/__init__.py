"""Merged results: answers of several queries brought together on shared dimensions, after each was asked by itself."""
