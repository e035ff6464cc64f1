"""What two desks share. `theme` tokens and fonts, `look/` what they are made of; `bars` top and foot bar; `panels`
panels, badges, countdown, key sentences; `signs` painted marks; `seating/` a room drawn; `cards` balance, alerts,
steps, stages; `rows` long lists; `lanes` and `bridge` threads; `readers/` devices and keyboards that read; `sound`;
`act/` the forms of any command."""
