"""The independent checker: shares no code with what it checks."""
