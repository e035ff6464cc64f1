"""Who comes to the door, and what people there do by hand."""
