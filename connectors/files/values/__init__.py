"""Values out of files: numbers, dates, texts in declared notations, whole columns at a time."""
