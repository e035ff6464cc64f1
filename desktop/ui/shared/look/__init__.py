"""What `theme` is made of: `palettes` the colours of light and dark, `stylesheet` the dress of Qt's own widgets; and
`icons`, drawn from resources/icons. Views ask `theme` and `icons`; the palettes are for nobody else."""
