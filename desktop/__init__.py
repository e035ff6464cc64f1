"""Kaodian 考点: the application."""
