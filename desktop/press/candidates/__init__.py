"""What fills the forms about candidates (`forms/candidates`)."""
