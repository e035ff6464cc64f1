"""Help: `page` the pages of resources/help, `markdown` their dress, `keymap` every key of a screen, `tour` the first
look around a desk."""
