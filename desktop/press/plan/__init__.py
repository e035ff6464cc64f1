"""What fills the forms of planning (`forms/plan`)."""
