# The inbox.

inbox-title = À traiter
inbox-write = Rédiger une instruction
inbox-empty = Rien à traiter. Les demandes de l’administration centrale, les projets soumis à votre visa et les réponses reçues s’afficheront ici.
inbox-needs-you = { $pending ->
    [0] Rien ne requiert votre attention.
    [one] Une affaire requiert votre attention.
   *[other] { $pending } affaires requièrent votre attention.
}
inbox-overdue-too = { $overdue ->
    [one] Une est en retard.
   *[other] { $overdue } sont en retard.
}

inbox-group-opened = Ouvertures d’urgence
    .by = { $officer } ({ $office })
    .needs = prise de connaissance : ouvert du { $at } au { $until }, au motif suivant : « { $why } »
inbox-group-acknowledge = Réception à accuser
    .needs = un accusé de réception par un agent du poste
inbox-group-overdue = En retard
inbox-group-returned = Renvoyées
    .needs = un compte rendu complémentaire
inbox-group-due-soon = Échéance proche
inbox-group-objections = Objections à trancher
inbox-group-extensions = Demandes de délai à trancher
inbox-group-to-clear = À viser
    .needs = votre visa
inbox-group-to-approve = À approuver
    .needs = l’approbation
inbox-group-to-release = À expédier
    .needs = l’expédition
inbox-group-planned = Démarches prévues
inbox-group-open = En cours
inbox-group-drafts = Vos projets
inbox-group-replies = Réponses à lire
    .needs = lecture
inbox-group-withdrawn = Retirées récemment
    .needs = rien de plus

inbox-from = de
inbox-needs = Attend : { $needs }
inbox-needs-report = le compte rendu
inbox-needs-engagement = une démarche : { $open ->
    [one] { $open } point sur { $all } est sans suite indiquée
   *[other] { $open } points sur { $all } sont sans suite indiquée
}
inbox-done = Fait aujourd’hui ({ $done })

inbox-needs-ruling = une décision ; le poste propose de { $proposes }
    .why = une décision ; le poste propose de { $proposes } : « { $why } »
inbox-needs-decision = une décision ; le poste demande un délai jusqu’au { $to }
    .why = une décision ; le poste demande un délai jusqu’au { $to } : « { $why } »
inbox-needs-answer = une décision
inbox-waits-asking = qu’un visa soit demandé
inbox-waits-clearance = visa de { $officers }
inbox-beside = { $needs } ({ $beside })
