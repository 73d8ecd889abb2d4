"""How a filter of a page is set: controls whose parts become one expression, and expressions shown in a control."""
