# The public pages: the home page, the published paintings, the styles.

site-name = Vernissage : votre photo en tableau
site-promise = Votre photo, peinte dans le style de n’importe quelle image
site-about = Envoyez une photo et une image dont le style vous plaît, et regardez le tableau naître. Voyez ce que d’autres ont fait.
site-skip = Aller aux tableaux
site-pages = Pages
site-styles = Styles
site-chat = Peindre
site-consent = Tout ce qui est ici a été publié par son auteur, qui peut le retirer à tout moment.

site-link-web = Peindre ici
site-link-telegram = Sur Telegram
site-link-vk = Sur VK
site-link-max = Sur MAX

site-walls = Quels tableaux afficher
site-newest = Plus récents
site-best-day = Meilleurs du jour
site-best-week = Meilleurs de la semaine
site-best-month = Meilleurs du mois
site-works = Tableaux
site-more = Plus de tableaux
site-more-styles = Plus de styles
site-grown = D’autres ont été ajoutés plus bas.
site-all-styles = Tous les styles
site-nothing = Rien n’a été publié ici pendant cette période.
site-begin = Peignez le vôtre

site-bare = Les murs sont encore vides
site-bare-how = Le premier tableau ici pourrait être le vôtre. Quel style voulez-vous ?
site-welcome-painting = Un chat, peint dans le style de La Grande Vague de Hokusai
site-welcome-photo = La photo du chat qui a servi de modèle

site-untitled = Dans un style privé
site-visitors-style = L’image d’un visiteur
site-alt = Une photo peinte dans le style de : { $style }
site-nameless = Anonyme
site-showcase = Peint par Vernissage
site-photo = La photo
site-before = Photo
site-after = Tableau
site-slider = De la photo au tableau
site-slider-value = tableau
site-share-of-second = Deuxième style
site-quality = Qualité
site-like = J’aime
site-uses = { $n ->
    [one] Utilisé une fois
   *[other] Utilisé { $n } fois
}
site-use = Peindre dans ce style
site-use-how = Choisissez un style, ajoutez votre photo et voyez ce que cela donne.
site-after-it = Peint dans ce style
site-share = Partager
site-vk = VK
site-copy = Copier le lien
site-copied = Copié
site-report = Signaler cette image
site-report-why = Qu’est-ce qui ne va pas ?
site-report-mine = On m’y voit, ou c’est mon image
site-report-indecent = Elle est indécente ou blesse quelqu’un
site-report-unlawful = Elle enfreint la loi
site-report-other = Autre chose
site-report-send = Envoyer le signalement

site-done-reported = Merci. Nous allons regarder.
site-done-own = C’est votre propre tableau, votre « J’aime » ne compte donc pas.
site-done-enough = Cela fait beaucoup en peu de temps. Réessayez plus tard.
site-done-unknown = Votre navigateur ne garde pas de cookies, les « J’aime » ne peuvent donc pas être comptés.

site-missing = Il n’y a rien ici
site-missing-why = Son auteur l’a peut-être retiré, ou le lien est incomplet.
site-to-all = Tous les tableaux
