# Writing, clearing and letting go of a draft.

draft-going = Départ imminent
    .in = { $seconds ->
        [one] Départ dans { $seconds } seconde. Le télégramme n’a pas encore de numéro ; d’ici là, l’expédition peut être annulée. Ensuite, seul un nouveau télégramme peut le rectifier.
       *[other] Départ dans { $seconds } secondes. Le télégramme n’a pas encore de numéro ; d’ici là, l’expédition peut être annulée. Ensuite, seul un nouveau télégramme peut le rectifier.
    }
    .back = Revenir au projet
    .undo = Annuler l’expédition
draft-handout = Papier à remettre
    .hint = Choisissez d’autres points, ou faites reformuler celui-ci pour qu’il puisse être remis.
    .back = Revenir à la demande
    .non-paper = Non-papier
    .aide-memoire = Aide-mémoire
    .note-verbale = Note verbale
    .in-en = en anglais
    .in-fr = en français
    .title = Document
draft-handout-in = { $form }, { $language }
draft-kept-back =
    .marked = Le point { $point } est à soulever « { $mark } » et n’est jamais laissé par écrit.
    .classified = Le point { $point } porte la marque { $mark } et n’est pas destiné à l’hôte.
    .internal = Le point { $point } cite un élément interne et ne peut être remis en l’état.
    .nothing = Aucun point de cette instruction ne peut être laissé par écrit.

draft-version = Version { $version } sur { $versions }, telle que { $by } l’a laissée { $at } ({ $utc }).
draft-version-title = { $name }, version { $version }
draft-version-link = Version { $version }
draft-version-present = État actuel
draft-version-seen = Telle que vous l’avez vue : version { $version }
draft-version-sheet = Feuille de rédaction

draft-undone = L’expédition est annulée.
    .hint = Rien n’est parti et aucun numéro n’a été employé. Le projet reste en l’état.
draft-too-late = Il était trop tard pour annuler.
    .hint = Un télégramme expédié se rectifie par un nouveau télégramme qui le cite.
draft-waits = { $seconds ->
    [one] L’ordre d’expédition est donné ; départ dans { $seconds } seconde. Le télégramme n’a pas encore de numéro.
   *[other] L’ordre d’expédition est donné ; départ dans { $seconds } secondes. Le télégramme n’a pas encore de numéro.
}
draft-not-gone = Le télégramme n’est pas parti. { $why }
    .no-role = Celui qui l’a expédié n’exerce plus aucune fonction.
    .changed = Le projet a été modifié après l’ordre d’expédition.
    .gone = Ce projet n’existe plus.
