# Canvases: from the order to the wall.

command-print = imprimer un tableau sur toile
command-orders = vos commandes de toiles

canvas-closed = Vous ne pouvez pas commander de toile ici pour le moment. Votre tableau reste dans /history.
canvas-no-paintings = Il n’y a pas encore de tableau à imprimer. Faisons-en un !
canvas-paintings = Lequel aimeriez-vous voir à votre mur ?
canvas-which = Choisissez un numéro.
canvas-drafts = Vous avez déjà plusieurs toiles inachevées. Terminez-en une ou abandonnez-la d’abord : /orders
canvas-sizes = En route pour la toile ! Quelle taille ? L’image garde ses proportions : ce qui dépasse est coupé, et vous choisissez où.
canvas-size = { $format } cm · { $price }
button-canvas-drop = Abandonner cette toile
canvas-dropped = Toile abandonnée. Votre tableau reste dans /history.
canvas-left = Très bien, restons-en là. Vous retrouverez la commande dans /orders.

canvas-look =
    Voici ce que cela donnerait : { $format } cm, bords { $wrap }.
    Prix : { $price }. Ajustez jusqu’à ce que cela vous plaise.
wrap-mirrored = en miroir
wrap-stretched = aux couleurs de l’image
wrap-white = blancs
button-shift-left = ← Gauche
button-shift-right = Droite →
button-shift-up = ↑ Haut
button-shift-down = ↓ Bas
button-turn = ⟳ Tourner la toile
button-wrap-mirrored = Miroir
button-wrap-stretched = Couleur
button-wrap-white = Blanc
button-canvas-size = ← Autre taille
button-canvas-next = Ça me plaît →
button-canvas-keep = Garder ainsi →
canvas-said = Jusqu’ici : { $words }

canvas-ask-name = Pour qui est-ce ? Prénom et nom, s’il vous plaît.
canvas-ask-phone = À quel numéro le transporteur peut-il appeler ?
canvas-ask-country = Dans quel pays l’envoyer ?
canvas-ask-city = Quelle ville ou quel village ?
canvas-ask-street = Rue, numéro et appartement ?
canvas-ask-postcode = Et le code postal ?
canvas-ask-receipt = Où envoyer le reçu ? Écrivez une adresse e-mail. Elle ne sert qu’aux reçus.
canvas-unclear-name = Il me faut un nom pour le colis, de 2 à 120 lettres. Vous réessayez ?
canvas-unclear-phone = Cela ne ressemble pas à un numéro de téléphone. Écrivez-le avec l’indicatif du pays, par exemple +7 916 123-45-67.
canvas-unclear-city = Il me faut le nom d’une ville ou d’un village, de 2 à 120 lettres. Vous réessayez ?
canvas-unclear-street = Il me faut la rue et le numéro, de 2 à 120 lettres. Vous réessayez ?
canvas-unclear-postcode = Ce n’est pas un code postal de ce pays. En Russie, il a six chiffres, par exemple 101000.
wanted-address = J’attends votre réponse au sujet de la toile. /cancel garde la commande dans /orders.
# What people write before the name of a city.
city-words = ville
country-ru = Russie
country-by = Biélorussie
country-kz = Kazakhstan
country-am = Arménie
country-kg = Kirghizistan
country-de = Allemagne
country-at = Autriche
country-ch = Suisse
country-fr = France
country-be = Belgique
country-nl = Pays-Bas
country-lu = Luxembourg
country-it = Italie
country-es = Espagne
country-pt = Portugal
country-gb = Royaume-Uni
country-ie = Irlande
country-pl = Pologne
country-cz = Tchéquie
country-sk = Slovaquie
country-hu = Hongrie
country-dk = Danemark
country-se = Suède
country-no = Norvège
country-fi = Finlande
country-ee = Estonie
country-lv = Lettonie
country-lt = Lituanie
country-us = États-Unis
country-ca = Canada
country-br = Brésil
country-mx = Mexique
country-tr = Turquie
country-ua = Ukraine
country-cn = Chine
country-jp = Japon
country-kr = Corée du Sud
country-au = Australie

canvas-ways = Quel mode de livraison ?
canvas-way = { $way } · { $price }
canvas-no-way = Désolé, nous ne livrons pas encore à cette adresse : { $city }, { $country }. En avez-vous une autre ? Sinon, la commande reste dans /orders.
button-canvas-elsewhere = Une autre adresse
canvas-summary = Voici votre commande. Tout est juste ?
canvas-line = Toile { $format } cm, bords { $wrap } : { $price }
canvas-to =
    À : { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way } : { $price }
canvas-total =
    Total : { $price }
    Ce prix est fixé dès que vous payez.
canvas-asked-there = Telegram vous demandera l’adresse et le mode de livraison au moment de payer. Le prix est désormais fixé.
button-canvas-pay = Payer
button-canvas-look = ← Modifier la toile
button-canvas-address = Changer d’adresse
button-canvas-way = Changer de livraison
canvas-elsewhere = Cette commande doit être payée dans une autre de vos discussions. Payez-la là-bas, ou annulez-la dans /orders et recommencez.

canvas-invoice-title = Toile n° { $order }
canvas-invoice-description = Votre tableau imprimé sur toile et tendu sur châssis. La livraison est en plus, selon le mode choisi.
canvas-bill-description = Toile n° { $order } avec livraison
canvas-purchase-open = La toile n° { $order } vous attend : payez sur la page qui s’ouvre, puis revenez ici. Je le verrai tout de suite.
canvas-purchase-paid = Payé : toile n° { $order }.
checkout-not-delivered = Nous ne livrons pas encore là-bas, ou l’adresse est incomplète. Choisissez-en une autre. Rien n’a été débité.
checkout-canvas-not-yours = Cette facture est à quelqu’un d’autre, ou elle a déjà été payée ou annulée. Les vôtres sont dans /orders. Rien n’a été débité.
checkout-canvas-price-changed = Ce n’est pas le montant convenu. Rouvrez la facture depuis /orders. Rien n’a été débité.

orders-title = Vos toiles :
orders-none = Vous n’avez pas encore commandé de toile. Avec /print, un tableau arrive à votre mur.
order-unknown = Je ne trouve pas cette commande parmi les vôtres. Elles sont dans /orders.
order-line = N° { $order } · { $canvas } · { $stage } · { $date }
order-no-size = pas encore de taille
order-tracking = Numéro de suivi : { $tracking }
order-stage-draft = inachevée
order-stage-confirmed = en attente de paiement
order-stage-paid = payée
order-stage-in_production = en fabrication
order-stage-shipped = en route
order-stage-delivered = livrée
order-stage-cancelled = annulée
order-stage-refunded = remboursée
button-order-go-on = Continuer →
button-order-cancel = Annuler la commande
button-order-numbered = N° { $order }
button-order-numbered-go-on = Continuer : n° { $order }
button-order-show = Voir la commande

order-paid = Merci ! La commande n° { $order } a été payée le { $date }. Je prépare maintenant votre image pour l’imprimeur.
order-in-production = Commande n° { $order } : votre toile est en fabrication depuis le { $date }.
order-shipped =
    La commande n° { $order } est en route depuis le { $date }.
    Numéro de suivi : { $tracking }
order-delivered = La commande n° { $order } est arrivée le { $date }. Profitez-en bien !
order-cancelled = La commande n° { $order } a été annulée le { $date }. Rien n’a été débité.
order-refunded = La commande n° { $order } a été remboursée le { $date }. L’argent peut mettre quelques jours à arriver sur votre compte.
order-paid-in-vain = La commande n° { $order } n’avait plus besoin du paiement arrivé le { $date }. Il vous sera remboursé automatiquement.
order-returned-in-vain = Le paiement en trop pour la commande n° { $order } a été remboursé le { $date }.
delete-orders = Les toiles que vous avez payées seront quand même fabriquées et livrées. Pour cela, je garde l’image et l’adresse jusqu’à leur arrivée, et pas un jour de plus. Mais je ne pourrai plus vous donner de nouvelles.

# The sheet that goes to the print shop with a picture.
sheet-title = Toile n° { $order }
sheet-face-label = Face
sheet-face = { $width } × { $height } mm
sheet-whole-label = Feuille entière
sheet-whole = { $width } × { $height } mm
sheet-wrap-label = Retour
sheet-wrap = { $wrap } mm de chaque côté, bords { $edge }
sheet-bleed-label = Fond perdu
sheet-bleed = { $bleed } mm de chaque côté
sheet-file-label = Fichier
sheet-file = { $width } × { $height } pixels, { $dpi } dpi, sRGB
sheet-resampled-label = Remarque
sheet-resampled = peint en { $width } × { $height } pixels, puis agrandi
sheet-name-label = Destinataire
sheet-phone-label = Téléphone
sheet-address-label = Adresse
sheet-delivery-label = Livraison
sheet-millimetres = { $length } mm
sheet-legend = Tirets rouges : plier ici.
sheet-legend-cut = Tirets rouges : plier ici. Tirets bleus : couper ici.

# The proof and its news.
master-proof = Commande n° { $order } : votre image est prête à imprimer, { $format } cm. Voici ce qu’elle donnera sur la toile, avec les bords repliés vers l’arrière. Si quelque chose ne va pas, écrivez-nous via /paysupport avant que la toile parte en fabrication.
master-proof-resampled = Commande n° { $order } : votre image est prête à imprimer, { $format } cm. Les détails fins ont été peints autant que le temps le permettait ; la dernière étape vers la taille finale est un agrandissement. Voici ce qu’elle donnera sur la toile, avec les bords repliés vers l’arrière. Si quelque chose ne va pas, écrivez-nous via /paysupport avant que la toile parte en fabrication.
master-failed = Commande n° { $order } : j’ai essayé plusieurs fois de préparer votre image pour l’imprimeur, sans y arriver. Le problème vient de nous, pas de vous : nous sommes déjà au courant, votre argent et votre commande sont en sécurité. Si vous préférez ne pas attendre, écrivez-nous via /paysupport et nous vous rembourserons.
