# The sheet of what the network sees in a photo.

sight-title = Ce que voit le réseau
sight-photo = votre photo
sight-lit = où il regarde
sight-lines = les lignes qu’il suit
sight-layers = Couche par couche
sight-legend = Les images vont par trois : un morceau de votre photo qui excite un neurone, ce à quoi il réagit dans ce morceau, et ce dont ce neurone rêve.
sight-layer = Couche { $number }
sight-edges = couleurs et contours, en { $side } × { $side } px
sight-strokes = traits et angles, en { $side } × { $side } px
sight-patterns = motifs et textures, en { $side } × { $side } px
sight-parts = parties de choses, en { $side } × { $side } px
sight-things = yeux, roues, arcs, pétales, en { $side } × { $side } px
sight-networks = Noms : EfficientNet-Lite0. Couches : VGG-19, qui peint aussi les tableaux.
