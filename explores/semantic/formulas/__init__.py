"""Expressions of custom fields and filters as SQL over a view's columns. PURE.

``made.formula`` reads and checks one, and finds the view whose rows it is about; ``writing.Writer`` writes it. What it
gives agrees with the evaluator of table calculations: nothing by nothing is nothing, never an error.
"""
