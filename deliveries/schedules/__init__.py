"""What is sent when, to whom and how: schedules made, kept and turned into receipts."""
