# Writing, clearing and letting go of a draft.

draft-going = Départ imminent
    .undo = Annuler l’expédition
