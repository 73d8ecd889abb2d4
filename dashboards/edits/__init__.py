"""Edit mode: a person's draft of a dashboard, the page that changes it, and what comes from explores and Looks."""
