"""A small safe language for computed columns and row conditions: parsed to a tree, evaluated on Arrow columns."""
