"""Paper: forms beside a canvas written by hand, signed sheets beside what was drawn on them."""
