"""The semantic layer: from a Query to SQL and parameters. PURE: no Django, engine, network or clock."""
