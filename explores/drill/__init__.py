"""From a figure on the page to the questions behind it."""
