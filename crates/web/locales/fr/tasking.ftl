# What one post was asked to do.

tasking-title = { $number }, { $post }
tasking-at = à
tasking-taken-back = L’administration centrale a retiré cette instruction : { $why }
tasking-raise = { $points ->
    [0] Exécuter l’instruction
    [one] Soulever un point
   *[other] Soulever { $points } points
}{ $level ->
    [none] {""}
   *[other] {" "}au moins au niveau suivant : { $level }
}{ $due ->
    [none] {""}
   *[other] , avant le { $due } ({ $utc })
}{ $again ->
    [yes] , puis à chaque échéance
   *[no] {""}
}{ $report ->
    [yes] , et rendre compte par télégramme.
   *[no] .
}
tasking-from = Origine
tasking-released = Expédiée
tasking-time = { $local } ({ $utc })
tasking-standing = Situation
tasking-level = Niveau
tasking-or-above = { $level } ou au-dessus
tasking-report = Compte rendu
    .cites = un télégramme de réponse citant { $number }
    .none = aucun n’est exigé
tasking-returned = Renvoi
    .why = { $at } : { $why }
    .no-reason = motif non conservé
tasking-objection = Objection
    .made = proposition : { $proposes } ; { $why } ({ $ruling })
    .waits = décision attendue
tasking-more-time = Délai
    .asked = demandé jusqu’au { $to } : { $why } ({ $answer })
    .granted = accordé
    .declined = refusé
    .waits = réponse attendue
tasking-variant = dans les termes destinés à ce poste
tasking-once = Unique
tasking-due = échéance { $due }
tasking-due-at = échéance
tasking-points-done = points { $points }
tasking-held = effectuée
tasking-with = { $form }, { $office }, { $level }
tasking-confidence = certitude { $confidence }
tasking-cable = Le télégramme
tasking-other = { $number } : { $subject }
tasking-other-due = { $number } : { $subject }, échéance { $due }

tasking-points = Points
tasking-particulars = Caractéristiques
tasking-duties = Échéances
tasking-engagements = Démarches
tasking-history = Historique

# La réponse telle que le compte rendu la donne : une proposition, que le rédacteur fait sienne.
tasking-reply-raised = Le { $day }, le poste a effectué la démarche visée en référence auprès du service suivant : { $office } (niveau : { $level } ; forme : { $form }).
tasking-reply-points = Points : { $points }.
tasking-reply-point = { $point } { $became }
    .why = { $point } { $became } ({ $why })
tasking-reply-answered = Réponse de l’hôte : { $text }
tasking-reply-comment = Commentaire : position de l’hôte : { $stance }.
    .how = Commentaire : position de l’hôte : { $stance } ({ $how }).

tasking-clock = Heure locale
    .forward = L’heure du poste est avancée le { $day }, avant l’échéance.
    .back = L’heure du poste est retardée le { $day }, avant l’échéance.
