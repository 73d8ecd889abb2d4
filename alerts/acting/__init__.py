"""What is done to ads through their platforms: decided, asked for, read back, looked at again, undone.

Pages and the API call ``people`` (pause, resume, set_budget, undo), ``answers`` (approve, decline), ``killing``,
``protecting``, ``limiting``, ``calendars``, and read ``log``. The worker calls ``sweeping``.
"""
