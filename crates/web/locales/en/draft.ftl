# Writing, clearing and letting go of a draft.

draft-going = Goes out
    .undo = Undo
draft-handout = Paper for the host
    .hint = Choose other points, or have this one worded so that it can be left with the host.
    .back = Back to the tasking
    .non-paper = Non-paper
    .aide-memoire = Aide-mémoire
    .note-verbale = Note verbale
