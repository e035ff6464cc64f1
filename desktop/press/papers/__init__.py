"""What fills the forms that go with the papers (`forms/papers`)."""
