"""Acceptance and sealing at the office desk."""
