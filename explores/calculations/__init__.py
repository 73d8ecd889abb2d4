"""Computes table calculations: expressions over the rows that a query gave back. PURE."""
