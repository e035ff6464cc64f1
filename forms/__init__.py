"""Printed forms."""
