"""The sheet on which a person says what is sent, when, to whom and how; and the list of what they send already."""
