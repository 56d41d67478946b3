# The page /network: how it works, for the curious.

network-title = Comment ça marche
network-link = Comment ça marche ? Dix images pour comprendre
network-about = Comment fonctionne le transfert de style neuronal, en dix images, et de quoi rêve un réseau de neurones.
network-lead = Ce programme ne connaît rien à la peinture. Il possède un réseau de neurones qui a appris à distinguer mille sortes de choses, et il se demande sans cesse : quelle image ferait voir à ce réseau à la fois les choses de votre photo et la touche du tableau ? Voici comment, en dix images. Le programme les a toutes faites lui-même.
network-layer = couche { $n }
network-window = couche { $n } : { $pixels } px de large
network-layers = { $n ->
    [one] { $n } couche
   *[other] { $n } couches
}
network-steps = { $n ->
    [0] le début
    [one] après { $n } étape
   *[other] après { $n } étapes
}

network-sees-title = Un réseau regarde par des fenêtres
network-sees-text = Le réseau s’appelle VGG-19 ; nous en utilisons les treize premières couches. Chaque couche calcule ses valeurs à partir de la couche du dessous, avec de petits filtres de trois cases de large et trois de haut, les mêmes partout. Une valeur de la couche 2 ne dépend donc que d’une fenêtre de 5 × 5 pixels, et une valeur de la couche 13 d’une fenêtre de 156 × 156 : plus la couche est profonde, plus elle voit de choses d’un coup.
network-sees-photo = fenêtres sur la pupille
network-sees-alt = Détail d’une photo de chat : { $caption }

network-maps-title = Chaque filtre dessine une carte
network-maps-text = Une carte est claire là où la photo contient ce que son filtre cherche. La couche 2 en a 64, aussi fines que la photo, pour les contours et les couleurs. La couche 13 en a 512, seize fois moins larges et moins hautes, pour des choses comme un œil ou une oreille. Personne n’a dit au réseau quoi chercher : il l’a trouvé tout seul en s’exerçant sur 1,3 million de photos légendées.
network-maps-alt = Neuf cartes de caractéristiques de la photo du chat, { $caption }

network-reacts-title = À quoi réagit une valeur
network-reacts-text = Prenez la valeur la plus forte au bord de la pupille du chat et demandez : quels pixels la rendraient plus forte ? La rétropropagation le calcule pour tous les pixels d’un seul coup. Les pixels gris ne comptent pas, les clairs devraient être plus clairs et les sombres plus sombres. C’est l’outil de tout ce qui suit.
network-reacts-alt = Le gradient d’une valeur au bord de la pupille, { $caption }

network-content-title = Le contenu : ce qui est là, et où
network-content-text = Partons maintenant d’une image de bruit et changeons ses pixels jusqu’à ce qu’une couche ait les mêmes valeurs que pour la photo. Avec les couches 2 et 4, la photo revient presque à l’identique. Avec la couche 10, tout est à sa place, mais les plus fins détails se sont changés en grain ; avec la couche 13, le pelage et le fond sont inventés : le réseau les a oubliés. Ce qu’une couche profonde retient, nous l’appelons le contenu.
network-content-photo = la photo
network-content-alt = Un chat, reconstruit à partir des valeurs du réseau : { $caption }

network-gram-title = Le style : ce qui va ensemble
network-gram-text = Pour le style, nous prenons les cartes d’une couche deux par deux et demandons : s’allument-elles aux mêmes endroits ? Multipliez-les case par case, faites la moyenne, et vous avez une case de la matrice de Gram. Les lieux ne comptent plus, seulement quelles couleurs, quels contours et quelles touches se présentent ensemble. Voici les matrices de deux tableaux pour 32 cartes de la couche 1 ; une case sombre veut dire : souvent ensemble.
network-gram-alt = Une matrice de Gram, un carré de cases plus ou moins sombres : { $caption }

network-style-title = Du grain à la vague
network-style-text = Repartons du bruit, mais cette fois seules les matrices de Gram doivent être celles de La Grande Vague de Hokusai. Une couche donne ses couleurs et son grain, la deuxième ses lignes, et avec chaque couche de plus, de plus grands morceaux tiennent ensemble, jusqu’à des vagues aux crêtes d’écume. Rien ne dit où est leur place, elles sont donc n’importe où.
network-style-alt = Une texture avec les matrices de Gram de La Grande Vague de Hokusai : { $caption }

network-transfer-title = Du bruit au tableau
network-transfer-text = Les deux vœux à la fois : le contenu de la photo dans la couche 10 et le style du tableau dans cinq couches. Après chaque essai, la rétropropagation dit pour chaque pixel dans quelle direction le changer, et un optimiseur fait le pas. C’est ainsi qu’on faisait en 2015. Ici, les premières étapes se font en petit, où les grandes formes viennent plus vite ; dans le bot, le tableau part de votre photo aux couleurs du tableau.
network-transfer-alt = Le chat en tableau dans le style de La Grande Vague de Hokusai, { $caption }

network-balance-title = Combien de chaque
network-balance-text = Aucune image n’exauce entièrement les deux vœux : un nombre pèse donc l’un contre l’autre. Dans le bot, il s’appelle l’intensité. Ici, le style compte d’abord peu, puis comme d’habitude, puis beaucoup.
network-balance-little = peu de style
network-balance-usual = comme d’habitude
network-balance-much = beaucoup de style
network-balance-alt = Le chat en tableau dans le style de La Grande Vague de Hokusai : { $caption }

network-dream-title = Lui faire voir davantage ce qu’il voit
network-dream-text = Pour finir, un jeu. Prenez la photo et changez-la pour que tout ce qu’une couche y voit devienne plus fort, étape après étape. Si une touffe de poils ressemble un peu à un œil pour le réseau, elle devient de plus en plus un œil, jusqu’à ce que vous le voyiez aussi. La couche 7 ajoute des motifs, la couche 10 des yeux et des spirales, la couche 12 des créatures. On a appelé cela DeepDream.
network-dream-alt = La photo du chat, prolongée en rêve : { $caption }

network-sources = Qui a découvert tout cela
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = De quoi rêvent les canaux
network-atlas-text = Au lieu d’une photo, prenez du bruit et changez-le jusqu’à ce qu’une carte s’allume aussi fort qu’elle le peut : c’est ce que son canal préfère. Les couches superficielles aiment les couleurs et les rayures, celles du milieu les tissus, les écailles et les filets, les profondes les yeux, le pelage, les pétales et les arcs. Personne n’a dessiné ces images. Les noms sont de nous, le réseau n’a que des numéros.
network-atlas-layer = Couche { $layer }
network-atlas-all = Les { $channels } canaux de la couche { $layer }

network-tile-orange = orange
network-tile-night = bleu nuit
network-tile-red-on-blue = rouge sur bleu
network-tile-green-on-pink = vert sur rose
network-tile-slanting = rayures obliques
network-tile-upright = rayures verticales
network-tile-level = rayures horizontales
network-tile-maze = un labyrinthe
network-tile-zebra = les rayures d’un zèbre
network-tile-rainbow = un code-barres de couleurs
network-tile-dots = des pois
network-tile-crossing = un croisement
network-tile-bricks = des briques
network-tile-beads = des perles de verre
network-tile-drops = des gouttes
network-tile-flames = des flammes
network-tile-net = un filet
network-tile-lattice = un treillis
network-tile-pebbles = des galets
network-tile-raspberries = des framboises
network-tile-pearls = des perles
network-tile-fans = des éventails
network-tile-links = les maillons d’une chaîne
network-tile-wicker = de l’osier tressé
network-tile-lights = des lumières
network-tile-lightning = des éclairs
network-tile-shingles = des bardeaux
network-tile-plumage = un plumage
network-tile-ropes = des cordes
network-tile-strands = des mèches de cheveux
network-tile-ribbons = des rubans troués
network-tile-stacks = des piles
network-tile-dogs = des chiens
network-tile-birds = des oiseaux
network-tile-snakes = des serpents
network-tile-castles = des châteaux
network-tile-fruit = des fruits
network-tile-flowers = des fleurs
network-tile-jungle = une jungle
network-tile-faces = des visages
