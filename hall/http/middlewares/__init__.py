"""What holds for every request: headers, limits, deadlines, one error shape."""
