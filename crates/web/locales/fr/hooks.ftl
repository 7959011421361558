# Les avis automatiques de la personne connectée.

hooks-title = Avis automatiques (webhooks)
hooks-held = { $held ->
    [0] Aucun changement n’est signalé à l’extérieur.
    [one] Les changements dans ce que vous pouvez lire sont signalés à une adresse.
   *[other] Les changements dans ce que vous pouvez lire sont signalés à { $held } adresses.
}
hooks-new = La clé de signature des messages
hooks-once = Elle n’est affichée qu’une fois. Remettez-la dès maintenant au destinataire : elle lui permet de reconnaître nos messages.
hooks-address = Adresse
hooks-level = Jusqu’à
hooks-delivered = Dernière remise
hooks-failed = Dernier échec
hooks-never = jamais
hooks-remove = Supprimer
hooks-add = Enregistrer une adresse
hooks-add-button = Enregistrer
hooks-add-hint = Elle est avisée de l’expédition d’une instruction ou d’une réponse et de l’évolution d’une tâche : le numéro, la nature, l’heure et un lien, jamais un mot du texte.
hooks-hosts = L’hôte doit être l’un des suivants : { $hosts }.
hooks-no-hosts = Le responsable de ce serveur n’a autorisé aucun hôte ; aucune adresse ne peut être enregistrée.
hooks-level-field = Classification maximale
hooks-no-address = Cette adresse ne peut recevoir aucun message.
    .hint = Indiquez une adresse complète commençant par https:// ou http://.
hooks-not-listed = Aucun envoi n’est autorisé vers cet hôte.
    .hint = Demandez au responsable du serveur de l’autoriser.
hooks-too-many = Vous avez déjà dix adresses.
    .hint = Supprimez-en une.
hooks-unlisted = aucun envoi n’y est autorisé
hooks-unreachable = pas de réponse
hooks-late = pas de réponse dans le délai
hooks-insecure = pas de connexion sécurisée
hooks-answered = la réponse a été { $status }
hooks-silent = Abandonné : aucun message n’est parvenu depuis un jour. Supprimez l’adresse et enregistrez-la de nouveau.
hooks-gone = Terminé : le destinataire déclare ne plus exister.
hooks-role = Terminé : vous n’avez plus exercé aucune fonction pendant un temps. Supprimez l’adresse et enregistrez-la de nouveau.
