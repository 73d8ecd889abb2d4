"""What every DuckDB of ours is told before it answers anything. Where a newer engine is right again, this goes."""

from __future__ import annotations

import duckdb

# DuckDB 2.0.0 loses groups: over a LEFT JOIN whose right side is known to be empty, ``HAVING sum(x) > 0 AND (a OR b)``
# gives no row where some x is negative. It infers that from statistics; without them no benchmark of ours is slower.
UNTRUSTED = "statistics_propagation"


def careful(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Take from the engine the steps that were seen to change results. Before the configuration is locked."""
    connection.execute(f"SET disabled_optimizers = '{UNTRUSTED}'; SET enable_progress_bar = false")
    return connection
