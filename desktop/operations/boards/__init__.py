"""What each desk shows, as frozen values; no Qt. `shell` holds what all desks share, then one file a desk."""
