"""What is plugged in, on Windows."""
