"""What the screens cost: `boards` the chief's sixty rooms under two hundred changes a second."""
