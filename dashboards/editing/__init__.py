"""What can be done to a dashboard that is edited: functions from document to document. PURE."""
