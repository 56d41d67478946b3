# The page /network: how it works, for the curious.

network-title = How it works
network-link = How does it work? See it in ten pictures
network-about = How neural style transfer works, in ten pictures, and what a neural network dreams of.
network-lead = This program knows nothing about paint. It has a neural network that learned to tell a thousand kinds of things apart, and it keeps asking: which picture would make this network see your photo's things and the painting's brushwork at once? Here is how, in ten pictures. The program made them all.
network-layer = layer { $n }
network-window = layer { $n }: { $pixels } px wide
network-layers = { $n ->
    [one] { $n } layer
   *[other] { $n } layers
}
network-steps = { $n ->
    [0] the beginning
    [one] after { $n } step
   *[other] after { $n } steps
}

network-sees-title = A network looks through windows
network-sees-text = The network is VGG-19, of which we use the first thirteen layers. Each layer computes its values from the layer below with small filters, three places wide and three high, the same everywhere. That is why a value in layer 2 depends on a window of only 5 × 5 pixels, and one in layer 13 on 156 × 156: the deeper the layer, the more it can see at once.
network-sees-photo = windows at the pupil
network-sees-alt = Part of a photo of a cat: { $caption }

network-maps-title = Each filter draws a map
network-maps-text = A map is bright where the photo has what its filter looks for. Layer 2 has 64 of them, as fine as the photo, for edges and colours. Layer 13 has 512, a sixteenth as wide and high, for things like an eye or an ear. Nobody told it what to look for: the network worked that out for itself while it was trained on 1.3 million labelled photos.
network-maps-alt = Nine feature maps of the cat photo, { $caption }

network-reacts-title = What a value reacts to
network-reacts-text = Take the strongest value at the edge of the cat's pupil and ask: which pixels would make it stronger? Backpropagation computes that for all pixels in one go. Grey pixels do not matter, bright ones should be brighter and dark ones darker. It is the tool for everything below.
network-reacts-alt = The gradient of one value at the edge of the pupil, { $caption }

network-content-title = Content: what is where
network-content-text = Now we start with noise and change its pixels until one layer has the same values as for the photo. From layers 2 and 4 the photo comes back almost exactly. From layer 10 everything is in its place, but the finest detail has turned to grain, and from layer 13 fur and background are made up: the network has forgotten them. What a deep layer keeps, we call content.
network-content-photo = the photo
network-content-alt = A cat, rebuilt from the values of the network: { $caption }

network-gram-title = Style: what goes together
network-gram-text = For style, we ask of every pair of maps in a layer: do they light up in the same places? Multiply them place by place and take the mean, and you have one cell of the Gram matrix. Where things are no longer matters, only which colours, edges and strokes occur together. Here are the matrices of two paintings for 32 maps of layer 1; a dark cell means often together.
network-gram-alt = A Gram matrix as a square of darker and lighter cells: { $caption }

network-style-title = From grains to waves
network-style-text = Again we start with noise, but now only the Gram matrices have to match those of Hokusai's Great Wave. One layer gives its colours and grain, the second its lines, and with each further layer larger pieces hold together, up to waves with crests of foam. Nothing says where they belong, so they end up anywhere.
network-style-alt = A texture with the Gram matrices of Hokusai's Great Wave in { $caption }

network-transfer-title = From noise to a painting
network-transfer-text = Both wishes at once: the content of the photo in layer 10 and the style of the painting in five layers. After every try, backpropagation says for each pixel in which direction to change it, and an optimiser takes the step. That is how it was done in 2015. Here the first steps are done at a small size, where large shapes come sooner; in the bot the painting starts from your photo in the painting's colours.
network-transfer-alt = The cat as a painting in the style of Hokusai's Great Wave, { $caption }

network-balance-title = How much of each
network-balance-text = No picture can satisfy both wishes completely, so a number weighs one against the other. The bot calls it strength. Here the style counts a little, as much as usual, and a lot.
network-balance-little = a little style
network-balance-usual = as usual
network-balance-much = a lot of style
network-balance-alt = The cat as a painting in the style of Hokusai's Great Wave: { $caption }

network-dream-title = Let it see more of what it sees
network-dream-text = Finally, a game. Take the photo and change it so that everything a layer sees in it grows stronger, step by step. If a patch of fur looks a little like an eye to the network, it becomes more of an eye, until you see it too. Layer 7 adds patterns, layer 10 eyes and spirals, layer 12 creatures. This is known as DeepDream.
network-dream-alt = The cat photo, dreamt on by { $caption }

network-sources = Who found this out
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = What the channels dream of
network-atlas-text = Instead of a photo, take noise, and change it until one map lights up as brightly as it can: that is what its channel likes best. Shallow layers like colours and stripes, middle ones fabric, scales and nets, deep ones eyes, fur, petals and arches. Nobody drew these pictures. The names are ours; the network only has numbers.
network-atlas-layer = Layer { $layer }
network-atlas-all = All { $channels } channels of layer { $layer }

network-tile-orange = orange
network-tile-night = night blue
network-tile-red-on-blue = red on blue
network-tile-green-on-pink = green on pink
network-tile-slanting = diagonal stripes
network-tile-upright = vertical stripes
network-tile-level = horizontal stripes
network-tile-maze = a maze
network-tile-zebra = a zebra's stripes
network-tile-rainbow = a barcode of colours
network-tile-dots = dots
network-tile-crossing = a crossing
network-tile-bricks = bricks
network-tile-beads = beads
network-tile-drops = drops
network-tile-flames = flames
network-tile-net = a net
network-tile-lattice = a lattice
network-tile-pebbles = pebbles
network-tile-raspberries = raspberries
network-tile-pearls = pearls
network-tile-fans = fans
network-tile-links = links of a chain
network-tile-wicker = wickerwork
network-tile-lights = lights
network-tile-lightning = lightning
network-tile-shingles = shingles
network-tile-plumage = plumage
network-tile-ropes = ropes
network-tile-strands = strands of hair
network-tile-ribbons = ribbons with holes
network-tile-stacks = stacks
network-tile-dogs = dogs
network-tile-birds = birds
network-tile-snakes = snakes
network-tile-castles = castles
network-tile-fruit = fruit
network-tile-flowers = flowers
network-tile-jungle = jungle
network-tile-faces = faces
