"""Who gets which place: assignment, wishes, pins, numbers, and staying put after an edit."""
