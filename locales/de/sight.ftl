# The sheet of what the network sees in a photo.

sight-title = Was das Netz sieht
sight-photo = dein Foto
sight-lit = wohin es schaut
sight-lines = auf welche Linien es achtet
sight-layers = Schicht für Schicht
sight-legend = Je drei Bilder gehören zusammen: ein Stück deines Fotos, das ein Neuron erregt, worauf es darin reagiert und wovon dieses Neuron träumt.
sight-layer = Schicht { $number }
sight-edges = Farben und Kanten, in { $side } × { $side } px
sight-strokes = Striche und Ecken, in { $side } × { $side } px
sight-patterns = Muster und Texturen, in { $side } × { $side } px
sight-parts = Teile von Dingen, in { $side } × { $side } px
sight-things = Augen, Räder, Bögen, Blütenblätter, in { $side } × { $side } px
sight-networks = Namen: EfficientNet-Lite0. Schichten: VGG-19, das auch die Gemälde malt.
