"""The page on which a person says what an alert watches, and sees what it would have done."""
