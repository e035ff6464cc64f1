"""Evidence photos: from the camera into the record, and out of it into reports."""
