# The sheet of what the network sees in a photo.

sight-title = What the network sees
sight-photo = your photo
sight-lit = where it looks
sight-lines = the lines it goes by
sight-layers = Layer by layer
sight-legend = Three pictures belong together: a piece of your photo that excites one neuron, what in the piece it reacts to, and what that neuron dreams of.
sight-layer = Layer { $number }
sight-edges = colours and edges, in { $side } × { $side } px
sight-strokes = strokes and corners, in { $side } × { $side } px
sight-patterns = patterns and textures, in { $side } × { $side } px
sight-parts = parts of things, in { $side } × { $side } px
sight-things = eyes, wheels, arches, petals, in { $side } × { $side } px
sight-networks = Names: EfficientNet-Lite0. Layers: VGG-19, which also does the painting.
