# Le tableau de suivi d’une instruction et sa carte.

board-title = Suivi de { $number }
board-map-title = Carte de { $number }
board-to-map = Carte
board-to-table = Afficher le tableau
board-to-instruction = Instruction
board-filters = Filtres
board-all = Les { $posts } postes
board-posts = Les postes et l’état d’avancement de chacun
board-none-seen = Aucun poste de cette instruction ne vous est visible.
board-none-so = Aucun poste n’est dans cet état.
board-asked-too = Également chargés : { $offices }.
board-informed = Pour information : { $offices }.
board-not-released = L’instruction n’avait pas encore été expédiée.
board-moves = Évolution des positions des pays hôtes
board-moves-how = Au-dessus de la ligne : favorable ; au-dessous : défavorable.
board-moves-table = Les mêmes données en tableau
board-chronology = Chronologie
board-world = Le monde
board-europe = L’Europe
board-not-placed = Hors de la carte
board-map-note = Trait de côte : Natural Earth. Aucune frontière n’est tracée. Un trait mène à la ville lorsqu’un poste a dû être décalé.

board-by-standing = État
board-by-lateness = Délai
board-by-region = Région
board-by-position = Position
board-column-post = Poste
board-column-country = Pays
board-column-standing = État
board-column-due = Échéance
board-column-heard = Dernières nouvelles
board-column-engaged = Dernière démarche
board-column-level = Niveau
board-column-points = Points
board-column-position = Position
board-column-reply = Réponse

board-since = depuis { $clock }
board-never-heard = aucune nouvelle à ce jour
board-due-soon = échéance proche
board-after-its-time = après l’échéance
board-crossed = a croisé le retrait
board-missed = { $missed ->
    [one] { $missed } échéance manquée auparavant
   *[other] { $missed } échéances manquées auparavant
}
board-heard-here = ici
board-heard-never = jamais

# La phrase : tant de postes, puis combien dans quel état, puis ce qui est inconnu et en retard.
board-sentence = { $posts ->
    [one] Un poste : { $parts }.
   *[other] { $posts } postes : { $parts }.
}
board-sentence-none = Aucun poste n’est chargé.
board-count-reported = { $count ->
    [one] { $count } a rendu compte
   *[other] { $count } ont rendu compte
}
board-count-delivered = { $count ->
    [one] { $count } a fait la démarche
   *[other] { $count } ont fait la démarche
}
board-count-planned = { $count ->
    [one] { $count } l’a prévue
   *[other] { $count } l’ont prévue
}
board-count-objected = { $count ->
    [one] { $count } a formulé une objection
   *[other] { $count } ont formulé une objection
}
board-count-returned = { $count ->
    [one] { $count } compte rendu renvoyé
   *[other] { $count } comptes rendus renvoyés
}
board-count-acknowledged = { $count ->
    [one] { $count } a accusé réception
   *[other] { $count } ont accusé réception
}
board-count-not-acknowledged = { $count } sans accusé de réception
board-count-withdrawn = { $count ->
    [one] { $count } retiré
   *[other] { $count } retirés
}
board-count-unasked = { $count } dont l’instruction n’est pas ici
board-count-unknown = { $count } sans nouvelles depuis { $clock }
board-count-never-heard = { $count ->
    [one] { $count } sans aucune nouvelle
   *[other] { $count } sans aucune nouvelle
}
board-sentence-overdue = { $overdue ->
    [one] Un est en retard.
   *[other] { $overdue } sont en retard.
}

lateness-overdue = en retard
lateness-due-soon = échéance proche
lateness-done-late = faite en retard
