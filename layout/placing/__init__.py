"""Where the stands go: rows, filling, assignment, memory."""
