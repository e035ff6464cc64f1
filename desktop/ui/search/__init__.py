"""Finding a person (Ctrl+F): `pane` the line with its results, `person` one of them with what may be done."""
