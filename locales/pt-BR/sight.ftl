# The sheet of what the network sees in a photo.

sight-title = O que a rede vê
sight-photo = sua foto
sight-lit = para onde ela olha
sight-lines = as linhas que ela segue
sight-layers = Camada por camada
sight-legend = Três imagens formam um conjunto: um pedaço da sua foto que ativa um neurônio, ao que ele reage nesse pedaço e com o que esse neurônio sonha.
sight-layer = Camada { $number }
sight-edges = cores e bordas, em { $side } × { $side } px
sight-strokes = traços e cantos, em { $side } × { $side } px
sight-patterns = padrões e texturas, em { $side } × { $side } px
sight-parts = partes de coisas, em { $side } × { $side } px
sight-things = olhos, rodas, arcos, pétalas, em { $side } × { $side } px
sight-networks = Nomes: EfficientNet-Lite0. Camadas: VGG-19, a mesma rede que faz as pinturas.
