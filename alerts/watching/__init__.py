"""From a question and a rule to what a check sees: now, and at every moment of the past."""
