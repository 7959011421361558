# Writing, clearing and letting go of a draft.

draft-going = Goes out
    .undo = Undo
