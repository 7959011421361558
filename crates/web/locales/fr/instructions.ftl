# The list of instructions.

instructions-title = Instructions
instructions-sentence = { $drafts ->
    [one] { $drafts } projet
   *[other] { $drafts } projets
} ; { $open ->
    [one] { $open } instruction en cours
   *[other] { $open } instructions en cours
}, dont { $late } avec des postes en retard.
instructions-drafts = Projets
instructions-released = Expédiées
instructions-filter = Filtrer
instructions-empty = Aucune instruction expédiée ne vous est accessible.
instructions-by = par
instructions-released-on = expédiée
instructions-due = échéance
instructions-done = Achevé
instructions-done-of = { $done } sur { $posts }
instructions-about = { $kind ->
    [reply] Réponse, { $office }
   *[other] Instruction, { $office }
}
instructions-overdue = { $count } en retard
