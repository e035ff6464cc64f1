"""What fills the forms for the whole site (`forms/site`)."""
