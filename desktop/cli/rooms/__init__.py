"""The draft's rooms: `seats` moves somebody, says why somebody sits there, draws a layout anew."""
