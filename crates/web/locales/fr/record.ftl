# Any cable as it stands in the record.

record-text = Texte
record-head = En-tête
record-cites = Il se réfère à
record-replies = Réponses
record-cited-by = Cité par
record-remarks = Observations
record-openings = Ouvertures d’urgence
record-history = Historique
record-found = trouvé
record-not-here = absent
record-reply = réponse
record-proposed = proposé
record-gone = Le texte n’est pas ici : il a été éliminé, ou n’est pas parvenu.
record-filed = Télégramme versé aux archives.
    .from = Télégramme versé aux archives depuis { $source }, { $name }.
record-proposals = { $addressees ->
    [one] { $addressees } destinataire
   *[other] { $addressees } destinataires
} (dont { $action } pour action) : { $replies ->
    [one] { $replies } réponse proposée
   *[other] { $replies } réponses proposées
} d’après les citations.
record-with-points = Avec ses points et ses visas
record-tasking-answered = La tâche à laquelle il répond
record-whole-text = l’ensemble du texte
record-line = ligne { $line }
record-from = De
record-to = À
record-info = Info
record-classification = Classification
record-precedence = Urgence
record-tags = Mots-clés (TAGS)
record-sent = Envoyé
record-arrived = Arrivé ici
record-entry = Écriture

weight-advice = conseil
weight-warning = avertissement
weight-error = erreur
record-no-subject = (sans objet)
record-taskings = Tâches des postes
record-caused = Suites données
record-namesakes = Autres textes sous ce numéro
record-namesake = même numéro
record-unsure = incertain
record-may-be = peut-être :
record-as-text = En texte brut
