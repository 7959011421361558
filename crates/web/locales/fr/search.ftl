# Les archives.

search-title = Archives
search-label = Rechercher dans les archives
search-submit = Rechercher
search-wrong = Aucune recherche n’a été faite
search-begin = Saisissez des mots, un numéro, un poste ou un mot-clé. Les réponses les plus récentes viennent en tête.
search-nothing = Aucun document que vous pouvez consulter ne répond à tous ces critères.
search-found = { $total ->
    [one] { $total } télégramme.
   *[other] { $total } télégrammes, du plus récent au plus ancien.
}
search-more-than = Plus de { $total } télégrammes, du plus récent au plus ancien.
search-older = Réponses plus anciennes
search-no-subject = (sans objet)
search-keep = Enregistrer cette recherche
search-forget = Supprimer cette recherche enregistrée
search-saved = Recherches enregistrées
search-new = { $new ->
    [one] { $new } nouveau
   *[other] { $new } nouveaux
}
search-narrow = Affiner
search-aside = Affiner et recherches enregistrées
search-how = Comment chercher
search-facet-is = Nature
search-facet-from = Expéditeur
search-facet-date = Année
search-facet-prec = Degré d’urgence
search-facet-mark = Protection
search-facet-tags = Mots-clés
search-help-from = envoyé par un poste ou un service
search-help-to = adressé à un poste ou à un groupe
search-help-post = envoyé par un poste ou adressé à lui
search-help-host = concernant les postes d’un pays
search-help-tags = portant un mot-clé
search-help-mark = portant un niveau de protection ou une mention
search-help-prec = d’un degré d’urgence donné
search-help-ref = citant un télégramme
search-help-date = d’un jour, d’un mois, d’une année ou entre deux dates
search-help-is = instruction, réponse (reply) ou pièce classée (filed)
search-help-has = références, mots-clés, mentions ou texte
search-help-quote = ces mots réunis dans le texte
search-help-phrase = ces mots réunis, où que ce soit
search-help-beginning = mots commençant ainsi
search-help-or = l’un ou l’autre
search-help-without = sans ce mot
search-help-together = ce qui va ensemble
