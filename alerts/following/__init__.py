"""Following an alert: who may see what it watches hears what it tells, beside those that it names."""
