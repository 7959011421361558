# Aller à un document par son numéro ou son objet.

go-title = Aller à
go-label = Un numéro, un poste ou des mots de l’objet
go-submit = Aller
go-empty = Rien de ce que vous pouvez consulter ne porte ce nom.
