"""The print page: `hand` what it has in hand, `prints` its jobs, `whole` the whole set, `offers` what it shows and
offers, `needs` what it needs from the press."""
