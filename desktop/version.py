"""Which Kaodian this is: what people are told when they ask, and what a report of our own fault says first."""

__version__ = "0.1.0"
