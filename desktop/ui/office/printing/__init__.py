"""The print page: `pane` the whole, `forms` the list, `thumbnails` and `sheet` what will be printed, `side` what goes
with it, `pictures` where pages come from as pixels."""
