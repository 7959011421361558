# Writing, clearing and letting go of a draft.

draft-going = Départ imminent
    .undo = Annuler l’expédition
draft-handout = Papier à remettre
    .hint = Choisissez d’autres points, ou faites reformuler celui-ci pour qu’il puisse être remis.
    .back = Revenir à la demande
    .non-paper = Non-papier
    .aide-memoire = Aide-mémoire
    .note-verbale = Note verbale
