"""What fills the forms for those on duty (`forms/staff`)."""
