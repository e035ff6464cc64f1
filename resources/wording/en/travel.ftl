# Chips of travel documents (travel)

trouble-travel-key-needed = The chip opens with what is printed: scan the two machine-readable lines of the data page (three on the back of a card), or type document number, birth date and expiry date
trouble-travel-key-wrong = The chip does not accept this key. Compare document number, birth date and expiry date, or scan the lines again; make sure it is this person's document
trouble-travel-key-misread = What was scanned or typed has a wrong check digit. Scan the lines again, or compare document number, birth date and expiry date and type them again
trouble-travel-chip-unsupported = This chip opens in a way that is not known here. Compare the data page by eye and type the number, a second officer confirms
trouble-travel-chip-damaged = The chip's answers make no sense, it may be damaged. Lay the document flat and try once more; failing that, compare the data page by eye and type the number, a second officer confirms
trouble-travel-printed-differs = What the chip holds is not what the printed lines say. Examine the data page closely and tell the head of the site
trouble-travel-data-changed = What the chip holds does not match its issuer's signature and may have been changed. Examine the data page closely and tell the head of the site
trouble-travel-signature-wrong = The issuer's signature in the chip does not hold. Examine the data page closely and tell the head of the site
trouble-travel-signer-untrusted = The certificate that signed the chip is not one of the issuing state's. Examine the data page closely and tell the head of the site
trouble-travel-signer-not-valid = The certificate that signed the chip is not in force today. Compare the expiry date and tell the head of the site
