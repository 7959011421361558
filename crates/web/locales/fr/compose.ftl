# La page de rédaction : la feuille, et ce qu’on y voit.

compose-title = Nouvelle instruction
    .draft = Projet { $name }
compose-blank = La feuille est vierge. Votre texte s’affichera ici tel que le télégramme sera imprimé, avec ses destinataires et les observations qu’il appelle.
compose-looked-at = Simple aperçu : rien n’est enregistré.
compose-as-saved = Projet tel qu’enregistré.
compose-not-saved = Pas encore enregistré.
compose-nothing-odd = Il n’appelle aucune observation.
compose-odd =
    .errors = { $errors ->
        [one] { $errors } erreur.
       *[other] { $errors } erreurs.
    }
    .remarks = Aucune erreur, { $others ->
        [one] { $others } autre observation.
       *[other] { $others } autres observations.
    }
    .both = { $errors ->
        [one] { $errors } erreur
       *[other] { $errors } erreurs
    } et { $others ->
        [one] { $others } autre observation.
       *[other] { $others } autres observations.
    }

compose-before-release = Avant l’expédition
compose-addressees = Destinataires
    .missing = aucun pour action
compose-acting = { $count } pour action
compose-informed = { $count } pour information
compose-through = par { $collectives }
compose-points = Points
    .missing = aucun
    .empty = Aucun point pour l’instant. Après les paragraphes, écrivez POINTS, puis chaque point sur une ligne commençant par un tiret ; les postes rendront compte de chacun.
    .as-post = Tels que les lira ce poste
compose-points-made = { $count } à soulever
compose-marked = { $count } { $mark }
compose-due = Échéance
    .missing = aucune date fixée
compose-soonest = dès que possible
compose-references = Références
    .missing = aucune
    .empty = Aucune. Une ligne « REF: » suivie du numéro d’un télégramme est recherchée ici.
compose-references-found = { $count ->
    [one] { $count } trouvée
   *[other] { $count } trouvées
}
compose-references-lost = { $lost ->
    [one] { $lost } sur { $all } introuvable
   *[other] { $lost } sur { $all } introuvables
}
compose-readers = Lecteurs
    .missing = aucun pour l’instant
compose-officers = { $officers ->
    [one] { $officers } agent
   *[other] { $officers } agents
}
compose-clearance = Visas
    .missing = non demandés
compose-release = Expédition
    .ready = possible
    .to-approve = après approbation
    .to-clear = après les visas
compose-after-saving = après l’enregistrement
compose-cleared-of = { $cleared } sur { $all }
compose-waits-for = en attente de { $names }

compose-remarks = Observations
compose-line = ligne { $line }
compose-whole-sheet = l’ensemble de la feuille
compose-fix = { $fixes ->
    [one] Corriger le point qui ne prête pas à discussion
   *[other] Corriger les { $fixes } points qui ne prêtent pas à discussion
}

compose-printed = Tel qu’il sera imprimé
    .hint = Le numéro et l’heure sont attribués à l’expédition.
compose-addressees-today = Destinataires à ce jour
    .empty = Aucun pour l’instant. Écrivez une ligne « TO: » suivie du nom d’un poste ou d’un groupe ; tous les postes qu’il désigne aujourd’hui figureront ici.
    .hint = « Ouvert » s’entend de 9 h à 17 h, un jour ouvré sur place.
compose-column-office = Poste
compose-column-role = Qualité
compose-column-there-now = Heure locale
compose-column-due-there = Échéance sur place
compose-column-load = En cours
compose-role-acts = pour action
compose-role-informed = pour information
compose-hours-open = ouvert
compose-hours-closed = fermé
compose-load = { $open ->
    [0] rien en cours
   *[other] { $open } en cours
}
    .alike = { $open } en cours, dont { $alike } sous les mêmes mots-clés
compose-words-for = dans les termes destinés à { $who }
compose-words-for-all = dans les termes communs à tous
compose-cited =
    .found = trouvée
    .lost = introuvable
    .nowhere = Aucun télégramme que vous pouvez consulter ne porte ce numéro.
compose-read-by = Sera lu par
    .empty = Il n’y a pas encore de destinataire. Tous ceux qui pourront le lire figureront ici, poste par poste.
compose-lines = La feuille, ligne par ligne
