"""Answers to what an alert told: from its page, and by the signed buttons of its mails."""
