# Les clés d’accès, la page qui en demande une, et les clés et sessions de chaque agent.

key-failed = La clé d’accès n’a pas répondu. Réessayez ou utilisez-en une autre.
key-without = Cette opération exige un navigateur autorisant les scripts et une clé d’accès : clé de sécurité, téléphone ou cet ordinateur.
key-elsewhere = Les clés d’accès ne fonctionnent que si l’on appelle ce serveur par son nom :
sign-in-no-passkey = Personne n’a été connecté : cette clé d’accès n’est pas connue ici ou n’a pas signé pour cette page.
sign-in-passkey = Se connecter avec une clé d’accès

confirm-title = Confirmez avec votre clé d’accès
confirm-button = Confirmer avec votre clé d’accès
confirm-back = Revenir en arrière sans rien faire
confirm-nothing = Aucune clé d’accès n’a signé.
confirm-wrong = Cette clé d’accès n’a pas confirmé l’acte.
    .hint = Relisez-le, puis confirmez-le avec l’une de vos clés d’accès.
confirm-signed = Ce que signe la clé d’accès
confirm-signed-hint = La clé d’accès signe l’empreinte de ces lignes. Quiconque détient les archives peut les reconstituer et vérifier la signature.
confirm-approve = Vous approuvez le projet { $what } dans son état actuel.
confirm-regrade = Vous assumez le marquage du projet { $what }, inférieur à celui de ce à quoi il répond, dans son état actuel.
confirm-release = Vous expédiez le projet { $what }. Il part immédiatement et ne pourra plus être modifié.
confirm-grant = Vous autorisez { $officer } à agir comme { $role } auprès de { $office }.
confirm-revoke = Vous retirez à { $officer } la fonction de { $role } auprès de { $office }.
confirm-rate = Vous fixez à { $level } le niveau que { $office } peut détenir à partir du { $from }.
confirm-delegate = Vous déléguez à { $officer } votre fonction de { $role } auprès de { $office }, du { $from } au { $until }.
confirm-access = Vous modifiez ce que { $what } est habilité à lire.
confirm-register = Vous ajoutez une clé d’accès pour { $what }.
confirm-revoke-key = Vous révoquez une clé d’accès de { $what }.
confirm-ask-recovery = Vous demandez que { $what }, qui a perdu ses clés d’accès, puisse en enregistrer une nouvelle.
confirm-grant-recovery = Vous convenez que { $what } a perdu ses clés d’accès : toutes sont révoquées, et une nouvelle pourra être enregistrée.
confirm-link = Vous autorisez le compte { $subject } du fournisseur d’identité { $issuer } à agir pour { $what }.
confirm-open = Vous ouvrez en urgence le télégramme { $what }, qui ne vous a pas été adressé. Le service d’origine en est informé.
confirm-unlink = Vous retirez au compte { $subject } du fournisseur d’identité { $issuer } le droit d’agir pour { $what }.
confirm-other = Vous accomplissez l’acte demandé à la page précédente.

recovered-title = Le rétablissement est accordé
recovered-sentence = Remettez ce code à { $officer } par une voie que nul autre ne lit : { $code }. Il sert une seule fois, pendant quinze minutes, à se connecter et à enregistrer une nouvelle clé d’accès.

me-title = Vos clés et vos sessions
me-keys = Vos clés d’accès
    .none = Vous n’avez enregistré aucune clé d’accès.
    .hint = Dès votre première clé d’accès, vous n’approuvez, n’expédiez et ne modifiez les fonctions qu’avec elle. Enregistrez-en deux et gardez-en une en lieu sûr : une clé perdue n’est remplacée qu’avec l’accord de deux administrateurs.
me-key = Clé d’accès
me-key-synced = qui peut être copiée entre vos appareils,
me-key-bound = qui reste sur son appareil,
me-since = depuis
me-seen = dernière utilisation
me-revoke = Révoquer
me-register = Enregistrer une clé d’accès
me-not-registered = Aucune clé d’accès n’a été enregistrée.
    .hint = Cette opération exige un navigateur autorisant les scripts et une clé d’accès : clé de sécurité, téléphone ou cet ordinateur.
me-needed = Avant cet acte, le ministère vous demande d’enregistrer une clé d’accès.
me-sessions = Vos connexions
me-here = ici
me-end = Mettre fin
me-duties = Fonctions déléguées
me-duty = { $role } auprès de { $office }, à { $officer }, du { $from } au { $until }
me-take-back = Reprendre
me-delegate = Déléguer une fonction
    .act = Déléguer
    .hint = L’autre agent exerce votre fonction pendant ces jours, sous son propre nom. La délégation prend fin d’elle-même, et aussitôt si vous perdez la fonction.
me-delegate-duty = La fonction
me-delegate-to = À quel agent (identifiant)
me-delegate-from = À partir du
me-delegate-until = Jusqu’au, dernier jour inclus
me-no-day = Ce n’est pas une date.
    .hint = Indiquez l’année, le mois et le jour : 2026-11-24.
me-no-officer = Ce n’est pas un identifiant.
    .hint = Un identifiant se compose de minuscules, de chiffres, de points et de tirets.
me-no-duty = Cette fonction n’est pas la vôtre.
    .hint = Choisissez l’une de celles proposées.

session-code = Par un code à usage unique
session-passkey = Par une clé d’accès
session-provider = Par le fournisseur d’identité du ministère
session-demonstration = Dans la démonstration, sans clé

acts-done-register-passkey = Votre clé d’accès est enregistrée.
acts-done-revoke-passkey = La clé d’accès est révoquée.
acts-done-delegate = La fonction est déléguée.
acts-done-take-back = Vous exercez de nouveau seul cette fonction.
acts-done-confirm = L’acte est confirmé et enregistré.

me-recoveries = Agents ayant perdu leurs clés d’accès
me-recovery = { $by } demande que { $officer } puisse enregistrer une nouvelle clé
me-agree = Consentir
me-recover = Demander un rétablissement
    .act = Demander
    .hint = Un autre administrateur doit y consentir dans les 24 heures. Toutes les clés d’accès de l’agent sont alors révoquées, ses sessions prennent fin, et un code est établi pour en enregistrer une nouvelle.
me-recover-who = Quel agent a perdu ses clés d’accès (identifiant)

acts-done-ask-recovery = Le rétablissement est demandé ; un autre administrateur doit y consentir.
