# Les touches.

keys-title = Raccourcis clavier
keys-lead = Chaque touche actionne un lien ou un bouton présent sur la page. Elles sont sans effet pendant la saisie dans un champ, et n’existent pas dans un navigateur sans scripts.
keys-turn-on = Activer les raccourcis
keys-turn-off = Désactiver les raccourcis
keys-group-lists = Dans une liste
keys-group-acts = Gestes fréquents
keys-group-ways = Se déplacer
keys-does-j = ligne suivante
keys-does-k = ligne précédente
keys-does-o = ouvrir
keys-does-u = remonter au document dont la page dépend
keys-does-a = accuser réception
keys-does-e = consigner une démarche
keys-does-ctrl-enter = envoyer le formulaire en cours
keys-does-r = rédiger la réponse
keys-does-c = rédiger une nouvelle instruction
keys-does-g-i = affaires à traiter
keys-does-g-b = tableau de suivi
keys-does-g-t = tâches
keys-does-g-n = instructions
keys-does-g-q = archives
keys-does-g-p = positions
keys-does-g-o = postes et services
keys-does-ctrl-k = aller à un document par son numéro ou son objet
keys-does-slash = rechercher dans les archives
keys-does-help = cette page
