# Writing, clearing and letting go of a draft.

draft-going = Goes out
    .in = { $seconds ->
        [one] Goes out in { $seconds } second. It has no number yet; until then it can be undone. After that it is corrected by a further cable.
       *[other] Goes out in { $seconds } seconds. It has no number yet; until then it can be undone. After that it is corrected by a further cable.
    }
    .back = Back to the draft
    .undo = Undo
draft-handout = Paper for the host
    .hint = Choose other points, or have this one worded so that it can be left with the host.
    .back = Back to the tasking
    .non-paper = Non-paper
    .aide-memoire = Aide-mémoire
    .note-verbale = Note verbale
    .in-en = in English
    .in-fr = in French
    .title = Paper
draft-handout-in = { $form }, { $language }
draft-kept-back =
    .marked = Point { $point } is marked “{ $mark }” and is never left in writing.
    .classified = Point { $point } carries the mark { $mark } and is not for the host.
    .internal = Point { $point } names something internal and cannot be handed over as it reads.
    .nothing = No point of this instruction may be left in writing.

draft-version = Version { $version } of { $versions }, as { $by } left it on { $at } ({ $utc }).
draft-version-title = { $name }, version { $version }
draft-version-link = Version { $version }
draft-version-present = As it stands
draft-version-seen = As you last saw it: version { $version }
draft-version-sheet = Drafting sheet

draft-undone = The release is undone.
    .hint = Nothing went out, and no number was used. It is a draft as before.
draft-too-late = It was too late to undo.
    .hint = What went out is corrected by a further cable that cites it.
draft-waits = { $seconds ->
    [one] It was released and goes out in { $seconds } second. It has no number yet.
   *[other] It was released and goes out in { $seconds } seconds. It has no number yet.
}
draft-not-gone = It did not go out. { $why }
    .no-role = Whoever released it holds no role any more.
    .changed = The draft was changed after it was released.
    .gone = There is no such draft any more.
