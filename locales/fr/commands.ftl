# What each command does: the lines of /help and of a messenger's menu.

help =
    Envoyez-moi une photo, puis une image dont le style vous plaît, ou les deux à la fois. Je peindrai votre photo dans ce style.

command-start = dire bonjour
command-new = commencer un nouveau tableau
command-styles = des styles au choix
command-status = où en sont vos tableaux
command-history = vos derniers tableaux
command-cancel = arrêter un tableau
command-balance = vos crédits
command-link = relier vos autres messageries
command-settings = langue et préférences
command-help = ce que je sais faire
command-privacy = ce que je garde, et combien de temps
command-terms = conditions d’utilisation
command-paysupport = aide pour les paiements
command-delete-me = supprimer tout ce que je sais de vous

command-unknown = Je ne connais pas cette commande. Toutes celles que je connais sont dans /help.

terms =
    N’envoyez que des images que vous avez le droit d’utiliser, et rien qui blesse quelqu’un. Vos images et vos tableaux restent à vous.
    Les crédits servent à des tableaux plus grands et plus fins. Si un tableau échoue ou si vous l’annulez, vous récupérez aussitôt ses crédits.

privacy =
    Vos images ne sont que pour vous. Celles que vous envoyez sont supprimées au bout de { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    } ; les tableaux terminés restent jusqu’à ce que vous les supprimiez.
    Je connais le numéro de votre discussion et votre langue ; sur VK, aussi votre nom et, si VK me l’indique, votre fuseau horaire ; l’adresse de vos reçus, si vous en avez un jour demandé un ; ce que vous avez écrit à notre équipe ; ce qu’un programme a vu sur la photo d’un tableau terminé, par exemple un château ; et, pour une toile, un nom, un numéro de téléphone et une adresse, qui ne servent qu’à la livrer. De l’adresse d’où vous ouvrez la page de discussion, je garde une empreinte pendant deux jours, pour répartir équitablement ce qui est gratuit. Rien de plus. /delete_me supprime tout, sauf la comptabilité, conservée sans votre nom, et ce qu’il faut encore pour une toile en route. Les copies de sauvegarde faites avant ne servent qu’aux réparations et sont supprimées une fois périmées.

operator-name = Ce bot est géré par { $name }.
operator-contact = Contact : { $contact }
