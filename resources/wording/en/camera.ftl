# Cameras (camera)

fault-code-badge = That is a staff badge, not a candidate's document. Please hold the ticket's barcode before the camera
fault-code-bag = That is the code of a paper bag, not a candidate's document. Please hold the ticket's barcode before the camera
fault-code-head = That is the head code of a printed record, not a candidate's document. Please hold the ticket's barcode before the camera
fault-photo-no-picture = { $path } is no photo that can be used. Please give a JPEG, PNG or BMP file of at most 32 MB
fault-photo-not-kept = The photo cannot be kept. Please take it again; if that fails too, note it on the paper record

photo-small = The photo is too small for its writing to be read. Please use a camera of higher resolution, or take it from nearer
photo-dark = The photo is too dark. Please switch on the light or move to a brighter place and take it again
photo-bright = The photo is too bright, or something reflects. Please move out of direct light and take it again
photo-empty = There is nothing on the photo. Please lay the thing before the camera and look whether the lens is covered
photo-blurred = The photo is blurred. Please hold still, let the camera focus and take it again

photo-take = Take an evidence photo
photo-keep = Keep the last photo all the same
photo-asked = Taking the photo. Please point the camera and hold it still
photo-kept = Evidence photo kept
photo-doubtful-next = The photo is not kept; to keep this very one, press F10 and choose “Keep the last photo”
photo-did-not-come = The camera gave no photo. Please look whether it is connected and take it again; if that fails, use another camera and note it on the room record
photo-no-camera = This desk has no camera that works. Please connect one and choose it as the reader under F10
photo-busy = The last photo is still being taken, please wait
photo-none-held = No photo is waiting to be kept, please take one
