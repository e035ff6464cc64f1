"""The office's page of seats: the rooms of a sitting, one of them as a map, somebody taken up and put down; and the
drawing board of a room's layout."""
