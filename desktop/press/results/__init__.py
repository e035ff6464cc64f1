"""What fills the forms after the exam (`forms/results`)."""
