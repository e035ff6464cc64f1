# What pictures are called where they cannot be seen.

look-seats = Seat map
look-language-later = Finish or leave what is being filled in, then change the language.
look-key-theme = Light / dark
look-key-language = Chinese / English
