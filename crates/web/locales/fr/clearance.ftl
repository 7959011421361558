# Le projet tel que le lit l’un de ses viseurs.

clearance-title = Viser le projet { $name }
clearance-whole = Le projet en entier
clearance-not-asked = Votre visa n’a pas été demandé sur ce projet ; vous pouvez le lire.
clearance-all-new = { $parts ->
    [one] Vous n’avez encore rien lu de ce qui vous est soumis : { $parts } élément.
   *[other] Vous n’avez encore rien lu de ce qui vous est soumis : { $parts } éléments.
}
clearance-answered = Vous avez répondu, et rien de ce qui vous est soumis n’a changé depuis.
clearance-since-answer = { $fresh ->
    [0] Rien de ce qui vous est soumis n’a changé depuis votre dernière réponse.
    [one] { $fresh } élément sur { $parts } a changé depuis votre dernière réponse.
   *[other] { $fresh } éléments sur { $parts } ont changé depuis votre dernière réponse.
}
clearance-since-look = { $fresh ->
    [0] Rien de ce qui vous est soumis n’a changé depuis votre dernière lecture.
    [one] { $fresh } élément sur { $parts } a changé depuis votre dernière lecture.
   *[other] { $fresh } éléments sur { $parts } ont changé depuis votre dernière lecture.
}
clearance-state-new = nouveau
clearance-state-added = ajouté
clearance-state-as-before = inchangé
clearance-state-changed = modifié
clearance-state-struck-out = supprimé
clearance-mark =
    .added = ajout :
    .added-end = fin de l’ajout
    .struck = suppression :
    .struck-end = fin de la suppression
clearance-mine = Ce qui vous est soumis
    .empty = Néant. Lorsqu’un rédacteur vous soumet des éléments de ce projet, ils figurent ici avec leurs modifications.
clearance-others = Le reste, pour lecture
