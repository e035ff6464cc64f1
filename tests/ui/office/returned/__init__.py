"""The real office desk: bags and signed sheets that come back."""
