"""What `theme` is made of: `palettes` the colours of light and dark, `stylesheet` the dress of Qt's own widgets; `flow`
a layout that wraps; `icons`, drawn from resources/icons. The palettes are for `theme` alone."""
