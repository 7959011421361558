# One instruction or reply: its text, points, clearances and history.

instruction-cable = Télégramme
instruction-points = Points
instruction-particulars = Caractéristiques
instruction-clearance = Visas
instruction-history = Historique

instruction-stage-released = expédié
instruction-stage-abandoned = abandonné
instruction-stage-approved = approuvé
instruction-stage-drafting = en rédaction
instruction-stage-cleared = visé
instruction-stage-in-clearance = en cours de visa
instruction-stage-draft = projet
instruction-stage-filed = versé

instruction-name-draft = projet { $entry }
instruction-name-abandoned = abandonné { $entry }
instruction-name-released = expédié { $entry }
instruction-name-filed = versé { $entry }

instruction-of = { $kind ->
    [reply] Réponse de { $office }.
   *[other] Instruction de { $office }.
}
    .released = { $kind ->
        [reply] Réponse de { $office }, expédiée { $at } ({ $utc }).
       *[other] Instruction de { $office }, expédiée { $at } ({ $utc }).
    }
    .abandoned = { $kind ->
        [reply] Réponse de { $office }, abandonnée ; elle n’a jamais reçu de numéro.
       *[other] Instruction de { $office }, abandonnée ; elle n’a jamais reçu de numéro.
    }
    .draft = { $kind ->
        [reply] Réponse de { $office }, à l’état de projet.
       *[other] Instruction de { $office }, à l’état de projet.
    }
instruction-nobody-asked = Aucun visa n’a été demandé.
instruction-cleared = { $count ->
        [one] { $count } visa
       *[other] { $count } visas
    } sur { $all } ; l’expédition est impossible sans les autres.
    .approved = { $count ->
        [one] { $count } visa
       *[other] { $count } visas
    } sur { $all } ; approuvé en l’état par { $by }.
    .not-approved = { $count ->
        [one] { $count } visa
       *[other] { $count } visas
    } sur { $all } ; pas encore approuvé.
instruction-answer-given = visé
instruction-answer-waived = passé outre
instruction-answer-refused = refusé
instruction-answer-waits = en attente
instruction-about-all = l’ensemble
instruction-about-open = { $about } ; en suspens : { $open }
instruction-for = pour { $who } :

instruction-from = Origine
    .by = { $office }, rédigé par { $author }
instruction-released = Expédition
instruction-changed = Modification
instruction-classification = Classification
instruction-regraded = Marquage inférieur
    .by = à celui de ce à quoi il répond ; { $by } en répond
instruction-due = Échéance
    .at-posts = { $time }, heure de chaque poste
instruction-clock = { $posts ->
    [one] L’heure change au poste d’ici là.
   *[other] L’heure change d’ici là dans { $count } des { $posts } postes.
}
instruction-again = Périodicité
    .every = { $days ->
        [one] au moins chaque jour
       *[other] au moins tous les { $days } jours
    }
    .until = { $days ->
        [one] au moins chaque jour jusqu’au { $until }
       *[other] au moins tous les { $days } jours jusqu’au { $until }
    }
instruction-level = Niveau
instruction-report = Compte rendu
    .required = un télégramme de réponse est exigé
    .none = aucun n’est exigé
instruction-tags = Mots-clés (TAGS)
instruction-references = Références
instruction-to-act = Pour action
    .today = Pour action, à ce jour
instruction-informed = Pour information
    .today = Pour information, à ce jour
instruction-offices = { $count ->
    [one] { $count } poste
   *[other] { $count } postes
}
instruction-group = { $heading } : { $count }
instruction-the-tasking = La tâche du poste
    .named = Tâche { $tasking }
instruction-as-record = Au dossier
instruction-revise = Réviser
instruction-see-and-clear = Voir les modifications et viser
instruction-check = Vérifier et transmettre
