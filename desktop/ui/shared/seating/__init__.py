"""A room drawn on any desk: `places` where its desks, aisles, pillars, lectern and door lie on the screen, `seatmap`
the seats of the door and the room desk."""
