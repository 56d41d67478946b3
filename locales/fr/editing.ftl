# Editing a style.

button-edit-style = ✂ Retoucher le style
button-fewer-colours = Moins de couleurs
button-part = Une partie seulement
button-remove-something = Retirer quelque chose
button-put-back = Remettre
button-strokes = Coups de pinceau
button-make-wallpaper = 🧩 Faire un fond d’écran
button-edit-reset = Comme avant
button-edit-done = Terminé
button-edit-style-of = { $style }
button-drag-rectangle = Tracer un rectangle
button-paint-over-here = Masquer ici
button-leave-it = Ne rien retirer

editing-title = Voici d’où je prendrai le style.
editing-ask-colours = Combien de couleurs pour le style ?
editing-ask-part = Quelle partie du style prendre ?
editing-changed = Modifié : { $edit }
editing-unchanged = Rien n’a été modifié pour l’instant.
editing-not-drawn = Je n’ai pas pu le montrer à temps, mais c’est bien ainsi que je peindrai.
editing-left = Très bien, le style reste comme il est.

colours-all = toutes les couleurs
colours-some = { $n ->
    [one] { $n } couleur
   *[other] { $n } couleurs
}
part-whole = en entier
part-top = moitié du haut
part-bottom = moitié du bas
part-left = moitié gauche
part-right = moitié droite
part-middle = le milieu
edited-part-top = seulement la moitié du haut
edited-part-bottom = seulement la moitié du bas
edited-part-left = seulement la moitié gauche
edited-part-right = seulement la moitié droite
edited-part-middle = seulement le milieu
edited-part-rectangle = seulement un morceau
edited-without = quelque chose en moins
style-edited = { $style } ({ $edit })

ask-painted-over = Masquez au pinceau ce que je ne dois pas prendre, par exemple dans l’éditeur de photos de votre application, et envoyez-moi l’image. N’importe quelle couleur bien visible convient.
text-wants-painted-over = J’attends l’image avec une partie masquée. /cancel laisse le style comme il est.
wanted-painted-over = Maintenant, il me faut le style avec une partie masquée. /cancel le laisse comme il est.
editing-other-shape = Cette image n’a pas le même format que le style. Masquez le style lui-même, sans le recadrer ni le tourner, et renvoyez-le. /cancel le laisse comme il est.
editing-nothing-removed = Je ne trouve rien de masqué dans cette image. Prenez un gros pinceau et une couleur bien visible, puis renvoyez-la. /cancel laisse le style comme il est.
editing-everything-removed = Il ne resterait rien du style. Laissez-en davantage.
editing-too-small = Cette partie est trop petite pour s’en inspirer. Choisissez-en une plus grande.
editing-not-tried = Je n’ai pas pu regarder cette image à l’instant. Renvoyez-la, s’il vous plaît.
gone-painted-over = L’image avec une partie masquée a été supprimée depuis, le style est donc de nouveau entier. Si cela vous va, appuyez encore une fois sur le bouton.

site-edit = Retouches du style
