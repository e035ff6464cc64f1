"""What fills the forms of one room (`forms/rooms`)."""
