"""The columnar copy: Delta tables, queried by DuckDB. It can be thrown away and rebuilt."""
