"""The data table: what stands in which column, how it looks, and what can be done with it."""
