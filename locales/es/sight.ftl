# The sheet of what the network sees in a photo.

sight-title = Lo que ve la red
sight-photo = tu foto
sight-lit = adónde mira
sight-lines = en qué líneas se fija
sight-layers = Capa por capa
sight-legend = Cada tres imágenes van juntas: un trozo de tu foto que activa una neurona, a qué reacciona dentro de ese trozo y con qué sueña esa neurona.
sight-layer = Capa { $number }
sight-edges = colores y bordes, en { $side } × { $side } px
sight-strokes = trazos y esquinas, en { $side } × { $side } px
sight-patterns = patrones y texturas, en { $side } × { $side } px
sight-parts = partes de cosas, en { $side } × { $side } px
sight-things = ojos, ruedas, arcos, pétalos, en { $side } × { $side } px
sight-networks = Nombres: EfficientNet-Lite0. Capas: VGG-19, la misma que pinta los cuadros.
