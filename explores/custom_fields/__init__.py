"""Fields that a person makes in one query: their kinds, their forms, and what becomes of the query. PURE."""
