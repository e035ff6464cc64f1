"""What fills the forms for what happens out of the ordinary (`forms/day`)."""
