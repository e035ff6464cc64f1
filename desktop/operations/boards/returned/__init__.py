"""What comes back to the office on paper: `acceptance` the bags, `sheets` signed sheets read back."""
