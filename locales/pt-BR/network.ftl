# The page /network: how it works, for the curious.

network-title = Como funciona
network-link = Como funciona? Veja em dez imagens
network-about = Como funciona a transferência neural de estilo, em dez imagens, e com o que sonha uma rede neural.
network-lead = Este programa não sabe nada de tinta. Ele tem uma rede neural que aprendeu a distinguir mil tipos de coisas, e vive fazendo a mesma pergunta: qual imagem faria esta rede ver ao mesmo tempo as coisas da sua foto e as pinceladas do quadro? Veja como isso é feito, em dez imagens. Todas foram feitas pelo próprio programa.
network-layer = camada { $n }
network-window = camada { $n }: { $pixels } px de largura
network-layers = { $n ->
    [one] { $n } camada
   *[other] { $n } camadas
}
network-steps = { $n ->
    [0] o começo
    [one] após { $n } passo
   *[other] após { $n } passos
}

network-sees-title = Uma rede olha por janelas
network-sees-text = A rede é a VGG-19, da qual usamos as primeiras treze camadas. Cada camada calcula seus valores a partir da anterior com filtros pequenos, de três posições de largura por três de altura, iguais em toda a imagem. Por isso um valor da camada 2 depende de uma janela de apenas 5 × 5 pixels, e um da camada 13, de 156 × 156: quanto mais profunda a camada, mais ela enxerga de uma vez.
network-sees-photo = janelas na pupila
network-sees-alt = Parte da foto de um gato: { $caption }

network-maps-title = Cada filtro desenha um mapa
network-maps-text = Um mapa é claro onde a foto tem o que o seu filtro procura. A camada 2 tem 64 mapas, tão detalhados quanto a foto, para bordas e cores. A camada 13 tem 512, dezesseis vezes menores na largura e na altura, para coisas como um olho ou uma orelha. Ninguém disse o que procurar: a rede descobriu sozinha enquanto treinava com 1,3 milhão de fotos rotuladas.
network-maps-alt = Nove mapas de características da foto do gato, { $caption }

network-reacts-title = Ao que um valor reage
network-reacts-text = Pegue o valor mais forte na borda da pupila do gato e pergunte: quais pixels o deixariam mais forte? A retropropagação calcula isso para todos os pixels de uma só vez. Os cinza não importam, os claros deveriam ser mais claros e os escuros, mais escuros. Essa é a ferramenta para tudo o que vem a seguir.
network-reacts-alt = O gradiente de um valor na borda da pupila, { $caption }

network-content-title = Conteúdo: o que está onde
network-content-text = Agora começamos com ruído e mudamos seus pixels até que uma camada tenha os mesmos valores que tem para a foto. Com as camadas 2 e 4, a foto volta quase exata. Com a camada 10, tudo está no lugar, mas o detalhe mais fino virou grão, e com a 13 o pelo e o fundo são inventados: a rede já os esqueceu. O que uma camada profunda guarda é o que chamamos de conteúdo.
network-content-photo = a foto
network-content-alt = Um gato reconstruído a partir dos valores da rede: { $caption }

network-gram-title = Estilo: o que aparece junto
network-gram-text = Para o estilo, perguntamos sobre cada par de mapas de uma camada: eles se acendem nos mesmos lugares? Multiplique os dois ponto a ponto, tire a média e você tem uma célula da matriz de Gram. Os lugares já não contam, só quais cores, bordas e pinceladas aparecem juntas. Aqui estão as matrizes de dois quadros para 32 mapas da camada 1; uma célula escura quer dizer que aparecem juntos com frequência.
network-gram-alt = Uma matriz de Gram como um quadrado de células mais escuras e mais claras: { $caption }

network-style-title = Do grão às ondas
network-style-text = De novo começamos com ruído, mas agora só as matrizes de Gram precisam ser as de A Grande Onda, de Hokusai. Uma camada dá as cores e o grão; a segunda, as linhas; e a cada camada a mais, pedaços maiores se mantêm unidos, até virarem ondas com cristas de espuma. Nada diz onde é o lugar delas, então elas estão por toda parte.
network-style-alt = Uma textura com as matrizes de Gram de A Grande Onda, de Hokusai, em { $caption }

network-transfer-title = Do ruído à pintura
network-transfer-text = Os dois desejos ao mesmo tempo: o conteúdo da foto na camada 10 e o estilo do quadro em cinco camadas. Depois de cada tentativa, a retropropagação diz, para cada pixel, em que direção mudá-lo, e um otimizador dá o passo. Era assim que se fazia em 2015. Aqui os primeiros passos são dados em tamanho pequeno, em que as formas grandes surgem mais cedo; no bot, a pintura parte da sua foto com as cores do quadro.
network-transfer-alt = O gato como pintura no estilo de A Grande Onda, de Hokusai, { $caption }

network-balance-title = Quanto de cada um
network-balance-text = Nenhuma imagem realiza os dois desejos por completo, então um número pesa um contra o outro. No bot ele se chama intensidade. Aqui o estilo conta pouco, o normal e muito.
network-balance-little = pouco estilo
network-balance-usual = o normal
network-balance-much = muito estilo
network-balance-alt = O gato como pintura no estilo de A Grande Onda, de Hokusai: { $caption }

network-dream-title = Que ela veja mais do que já vê
network-dream-text = Para terminar, uma brincadeira. Pegue a foto e mude-a para que tudo o que uma camada vê nela fique mais forte, passo a passo. Se, para a rede, um tufo de pelo lembra um pouco um olho, ele vai virando olho, até que você também o veja. A camada 7 acrescenta padrões; a 10, olhos e espirais; a 12, criaturas. Isso foi chamado de DeepDream.
network-dream-alt = A foto do gato transformada em sonho: { $caption }

network-sources = Quem descobriu isso
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = Com o que sonham os canais
network-atlas-text = Em vez de uma foto, pegue ruído e mude-o até que um mapa se acenda o mais forte que puder: é disso que o seu canal mais gosta. As camadas rasas gostam de cores e listras; as do meio, de tecidos, escamas e redes; as profundas, de olhos, pelos, pétalas e arcos. Ninguém desenhou estas imagens. Os nomes são nossos: a rede só tem números.
network-atlas-layer = Camada { $layer }
network-atlas-all = Todos os { $channels } canais da camada { $layer }

network-tile-orange = laranja
network-tile-night = azul-noite
network-tile-red-on-blue = vermelho sobre azul
network-tile-green-on-pink = verde sobre rosa
network-tile-slanting = listras inclinadas
network-tile-upright = listras verticais
network-tile-level = listras horizontais
network-tile-maze = um labirinto
network-tile-zebra = listras de zebra
network-tile-rainbow = um código de barras colorido
network-tile-dots = pontos
network-tile-crossing = um cruzamento
network-tile-bricks = tijolos
network-tile-beads = contas
network-tile-drops = gotas
network-tile-flames = chamas
network-tile-net = uma rede
network-tile-lattice = uma treliça
network-tile-pebbles = seixos
network-tile-raspberries = framboesas
network-tile-pearls = pérolas
network-tile-fans = leques
network-tile-links = elos de uma corrente
network-tile-wicker = vime trançado
network-tile-lights = luzes
network-tile-lightning = relâmpagos
network-tile-shingles = telhas
network-tile-plumage = plumagem
network-tile-ropes = cordas
network-tile-strands = mechas de cabelo
network-tile-ribbons = fitas com furos
network-tile-stacks = pilhas
network-tile-dogs = cachorros
network-tile-birds = pássaros
network-tile-snakes = cobras
network-tile-castles = castelos
network-tile-fruit = frutas
network-tile-flowers = flores
network-tile-jungle = selva
network-tile-faces = rostos
