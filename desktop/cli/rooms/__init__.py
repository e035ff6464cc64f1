"""Seats and room layouts of the draft from the command line."""
