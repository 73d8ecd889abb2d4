"""What should have arrived held against what did, and who is told of the difference."""
