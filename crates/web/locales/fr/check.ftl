# Tout ce que dit un projet, à vérifier avant la suite.

check-title = Vérifier le projet { $name }
check-next =
    .ask = Vérifiez le contenu, puis demandez les visas.
    .wait = Vérifiez le contenu. Les visas sont attendus.
    .approve = Vérifiez le contenu, puis approuvez-le.
    .release = Vérifiez le contenu ; après l’expédition, il ne pourra plus être modifié.
check-lower = Son marquage est inférieur à celui de ce à quoi il répond ; non repris : { $lacks }. Reprenez ce marquage, ou qu’un approbateur qui ne l’a pas rédigé assume la différence.
check-regraded = Son marquage est inférieur à celui de ce à quoi il répond ; { $by } en répond.
check-errors = { $errors ->
    [one] Il comporte { $errors } erreur.
   *[other] Il comporte { $errors } erreurs.
}
check-change = Modifier
check-none = Néant.

check-reach = Destinataires
check-to = Pour action (saisie)
    .today = Pour action, à ce jour
check-info = Pour information (saisie)
    .today = Pour information, à ce jour
check-counted = { $count } : { $names }
check-head = En-tête
check-subject = Objet
check-precedence = Urgence
check-asked = Ce qui est demandé
check-any-level = à l’appréciation du poste
check-references = Références
check-reference = { $state } : { $about }
check-text = Texte
check-points = Points
check-clearance = Visas
check-cleared = { $answer } ; { $pieces }
check-readers = Sera lu par { $officers }
