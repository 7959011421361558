# Where a duty officer opens one cable in an emergency.

emergency-title = In an emergency
emergency-lead = As duty officer you may open one cable that was not addressed to your offices, for an hour, if something cannot wait until somebody who may read it is found.
emergency-rule-one = You see the text of that cable and nothing else: no list, no board, nothing that refers to it.
emergency-rule-level = Your level and your captions hold. Drafts and what is TOP SECRET are never opened so.
emergency-rule-told = It is on record before you see a word. The office it came from is told at once, with your reason, and so are the administrators of headquarters; it stays on the page of the cable for good.
emergency-form = Open a cable
    .act = Open it and put it on record
emergency-cable = Number of the cable
    .hint = As it stands where you read of it, with its year if you know it: 2026 PARIS 0042.
emergency-why = Why it cannot wait
    .hint = Others will read this. Leave out what is in the cable.
emergency-no-cable = The number is missing.
    .hint = Give the number of the cable, or its entry.
emergency-no-why = The reason is missing.
    .hint = Say why it cannot wait.
emergency-nothing = There is no such cable for you to open.
    .hint = Check the number. What is not there, what your level or captions do not reach, drafts and what is TOP SECRET are all answered so.
emergency-opened = Opened in an emergency
emergency-until = Open to you until
emergency-on-record = That you opened it is on record ({ $entry }), and the office it came from has been told.
acts-done-emergency = The cable is open.
