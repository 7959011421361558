# The drafting page: the sheet, and what is seen in it.

compose-title = New instruction
    .draft = Draft { $name }
compose-blank = An empty sheet. What you write is shown here as the cable it will become, with whom it reaches and what is odd about it.
compose-looked-at = Looked at; nothing of it is recorded.
compose-as-saved = This is the draft as saved.
compose-not-saved = Not saved yet.
compose-nothing-odd = Nothing is odd about it.
compose-odd =
    .errors = { $errors ->
        [one] { $errors } error.
       *[other] { $errors } errors.
    }
    .remarks = No error, { $others ->
        [one] { $others } other remark.
       *[other] { $others } other remarks.
    }
    .both = { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    } and { $others ->
        [one] { $others } other remark.
       *[other] { $others } other remarks.
    }

compose-before-release = Before release
compose-addressees = Addressees
    .missing = nobody to act
compose-acting = { $count } to act
compose-informed = { $count } for information
compose-through = through { $collectives }
compose-points = Points
    .missing = none
    .empty = No points yet. After the paragraphs write POINTS, and each point on a line that begins with a dash; posts will answer for every one of them.
    .as-post = As this post will see them
compose-points-made = { $count } to make
compose-marked = { $count } { $mark }
compose-due = Due
    .missing = no time given
compose-soonest = as soon as possible
compose-references = References
    .missing = none
    .empty = None. A line “REF:” with the number of a cable is looked up here.
compose-references-found = { $count } found
compose-references-lost = { $lost } of { $all } not found
compose-readers = Readers
    .missing = nobody yet
compose-officers = { $officers ->
    [one] { $officers } officer
   *[other] { $officers } officers
}
compose-clearance = Clearance
    .missing = not asked
compose-release = Release
    .ready = ready
    .to-approve = to be approved
    .to-clear = after clearance
compose-after-saving = after it is saved
compose-cleared-of = { $cleared } of { $all }
compose-waits-for = waits for { $names }

compose-remarks = Remarks
compose-line = line { $line }
compose-whole-sheet = the whole sheet
compose-fix = { $fixes ->
    [one] Put one thing right that needs no asking
   *[other] Put { $fixes } things right that need no asking
}

compose-printed = As it will be printed
    .hint = The number and the time are given at release.
compose-addressees-today = Addressees as of today
    .empty = Nobody yet. Write a line “TO:” with the name of a post or a collective, and every office it means today is listed here.
    .hint = Open means nine to five on a working day there.
compose-column-office = Office
compose-column-role = Role
compose-column-there-now = There now
compose-column-due-there = Due there
compose-column-load = On its hands
compose-role-acts = acts
compose-role-informed = informed
compose-hours-open = open
compose-hours-closed = closed
compose-load = { $open ->
    [0] nothing open
   *[other] { $open } open
}
    .alike = { $open } open, { $alike } on the same tags
compose-words-for = in the words for { $who }
compose-words-for-all = in the words for all
compose-cited =
    .found = found
    .lost = not found
    .nowhere = No cable you may read has this number.
compose-read-by = Will be read by
    .empty = Nobody is addressed yet. Everybody who will be able to read it is listed here by office.
compose-lines = The sheet, line by line
