# Seats and room layouts by hand: why somebody sits there, the map, the layout editor.

fault-plan-no-candidate = The plan has no candidate “{ $given }” (by id, admission number or document number)
fault-plan-no-room = The plan has no room “{ $given }”; there are: { $known }
fault-plan-no-seat = { $name } has no seat yet
fault-plan-which-sitting = { $name } takes part in several sittings; say which: { $known }

seat-why-locked = The seat is printed or published and moves no more
seat-why-by-hand = Chosen by hand by the office; a new arrangement leaves it alone
seat-why-added = Added after the arrangement, into a free seat; nobody else moved
seat-why-drawn = Drawn by lot from the seed
seat-why-group = { $group }: one paper to a room
seat-why-mixed = { $group }: there are too few rooms, so this one is shared ({ $groups })
seat-why-group-count = { $group }: { $count }
seat-why-snake = Numbered in a snake from { $side }: number { $number } is row { $row }, column { $column }
seat-why-astray = Number { $number } (row { $row }, column { $column }) does not fit the room's layout any more; please check
seat-why-tiered = Alternate rows in a tiered hall
seat-why-apart = Nobody of the same employer ({ $employer }) around: { $people }
seat-why-alone = Nobody around
seat-why-no-employer = No employer is given
seat-why-colleagues = Beside people of the same employer ({ $employer }): { $people }; there are too many of them to part all
seat-why-needs = Special need: { $needs }
seat-door-front-left = the front left door
seat-door-front-right = the front right door
seat-door-back-left = the back left door
seat-door-back-right = the back right door
