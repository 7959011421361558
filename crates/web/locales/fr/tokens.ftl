# Les jetons de la personne connectée.

tokens-title = Jetons d’accès
tokens-held = { $held ->
    [0] Aucun programme n’agit en votre nom.
    [one] Un programme peut agir en votre nom.
   *[other] { $held } programmes peuvent agir en votre nom.
}
tokens-new = Le nouveau jeton
tokens-once = Il n’est affiché qu’une fois. Remettez-le dès maintenant au programme : quiconque le détient peut en user.
tokens-once-feed = Il n’est affiché qu’une fois. Votre calendrier se trouve à l’adresse { $address } : quiconque connaît cette adresse peut le lire.
tokens-name = Nom
tokens-may = Permet de
tokens-level = Jusqu’à
tokens-until = Expire le
tokens-used = Dernier emploi
tokens-never = jamais
tokens-revoke = Révoquer
tokens-make = Créer un jeton
tokens-make-button = Créer
tokens-make-hint = Le programme qui le détient accomplit, en votre nom, une partie de ce que vous pouvez faire. Il ne peut ni expédier, ni approuver, ni viser, ni décider.
tokens-label = Objet
tokens-kind = Étendue
tokens-level-field = Classification maximale
tokens-days = Durée en jours
tokens-days-hint = 90 au plus.
tokens-level-all = Tout ce que vous pouvez lire
tokens-kind-read = Lire
tokens-kind-read-act = Lire, et agir pour un poste : accuser réception, planifier, consigner, objecter, demander un délai
tokens-kind-read-draft = Lire et rédiger
tokens-kind-read-act-draft = Lire, agir pour un poste et rédiger
tokens-kind-feed = S’abonner : calendrier des échéances et flux de suivi
tokens-not-made = Aucun jeton n’a été créé.
    .hint = Indiquez l’objet en 1 à 80 caractères et une durée de 1 à 90 jours. Un agent peut détenir 50 jetons.

scope-read = lire
scope-act = agir
scope-draft = rédiger
scope-feed = s’abonner
