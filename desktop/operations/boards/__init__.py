"""What each desk shows, as frozen values; no Qt. `shell` holds what all desks share, then one file a desk;
`returned` is what comes back to the office on paper."""
