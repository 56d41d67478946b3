# The page /network: how it works, for the curious.

network-title = Cómo funciona
network-link = ¿Cómo funciona? Míralo en diez imágenes
network-about = Cómo funciona la transferencia neuronal de estilo, en diez imágenes, y con qué sueña una red neuronal.
network-lead = Este programa no sabe nada de pintura. Tiene una red neuronal que aprendió a distinguir mil clases de cosas, y no deja de preguntarse: ¿qué imagen haría que esta red viera a la vez las cosas de tu foto y las pinceladas del cuadro? Así se hace, en diez imágenes. Todas las hizo el propio programa.
network-layer = capa { $n }
network-window = capa { $n }: { $pixels } px de ancho
network-layers = { $n ->
    [one] { $n } capa
   *[other] { $n } capas
}
network-steps = { $n ->
    [0] el principio
    [one] tras { $n } paso
   *[other] tras { $n } pasos
}

network-sees-title = Una red mira por ventanas
network-sees-text = La red es VGG-19, de la que usamos las primeras trece capas. Cada capa calcula sus valores a partir de la anterior con filtros pequeños, de tres posiciones de ancho por tres de alto, iguales en toda la imagen. Por eso un valor de la capa 2 depende de una ventana de solo 5 × 5 píxeles, y uno de la capa 13, de 156 × 156: cuanto más profunda es la capa, más abarca de una vez.
network-sees-photo = ventanas sobre la pupila
network-sees-alt = Parte de la foto de un gato: { $caption }

network-maps-title = Cada filtro dibuja un mapa
network-maps-text = Un mapa es claro allí donde la foto tiene lo que busca su filtro. La capa 2 tiene 64, tan detallados como la foto, para bordes y colores. La capa 13 tiene 512, dieciséis veces más estrechos y más bajos, para cosas como un ojo o una oreja. Nadie dijo qué había que buscar: la red lo descubrió por sí misma mientras practicaba con 1,3 millones de fotos etiquetadas.
network-maps-alt = Nueve mapas de características de la foto del gato, { $caption }

network-reacts-title = A qué reacciona un valor
network-reacts-text = Tomemos el valor más fuerte en el borde de la pupila del gato y preguntemos: ¿qué píxeles lo harían más fuerte? La retropropagación lo calcula de una sola vez para todos los píxeles. Los grises no importan, los claros deberían ser más claros y los oscuros, más oscuros. Es la herramienta para todo lo que sigue.
network-reacts-alt = El gradiente de un valor en el borde de la pupila, { $caption }

network-content-title = Contenido: qué hay y dónde
network-content-text = Ahora partimos de ruido y cambiamos sus píxeles hasta que una capa tenga los mismos valores que con la foto. Con las capas 2 y 4, la foto regresa casi exacta. Con la capa 10, todo está en su sitio, pero el detalle más fino se ha vuelto grano, y con la 13 el pelaje y el fondo son inventados: la red los ha olvidado. Lo que una capa profunda conserva es lo que llamamos contenido.
network-content-photo = la foto
network-content-alt = Un gato reconstruido a partir de los valores de la red: { $caption }

network-gram-title = Estilo: qué aparece junto
network-gram-text = Para el estilo, preguntamos por cada par de mapas de una capa: ¿se iluminan en los mismos lugares? Al multiplicarlos punto por punto y sacar la media, se obtiene una celda de la matriz de Gram. Los lugares ya no cuentan, solo qué colores, bordes y pinceladas aparecen juntos. Aquí están las matrices de dos cuadros para 32 mapas de la capa 1; una celda oscura significa que aparecen juntos a menudo.
network-gram-alt = Una matriz de Gram como un cuadrado de celdas más oscuras y más claras: { $caption }

network-style-title = Del grano a las olas
network-style-text = De nuevo partimos de ruido, pero ahora solo las matrices de Gram deben ser las de La gran ola de Hokusai. Una capa da sus colores y su grano; la segunda, sus líneas; y con cada capa más se mantienen unidos trozos mayores, hasta llegar a olas con crestas de espuma. Nada dice cuál es su lugar, así que están por todas partes.
network-style-alt = Una textura con las matrices de Gram de La gran ola de Hokusai en { $caption }

network-transfer-title = Del ruido al cuadro
network-transfer-text = Los dos deseos a la vez: el contenido de la foto en la capa 10 y el estilo del cuadro en cinco capas. Después de cada intento, la retropropagación dice para cada píxel en qué dirección cambiarlo, y un optimizador da el paso. Así se hacía en 2015. Aquí los primeros pasos se dan en tamaño pequeño, donde las formas grandes llegan antes; en el bot, el cuadro parte de tu foto con los colores del cuadro.
network-transfer-alt = El gato como cuadro en el estilo de La gran ola de Hokusai, { $caption }

network-balance-title = Cuánto de cada cosa
network-balance-text = Ninguna imagen cumple del todo los dos deseos, así que un número sopesa uno frente al otro. En el bot se llama intensidad. Aquí el estilo cuenta poco, lo normal y mucho.
network-balance-little = poco estilo
network-balance-usual = lo normal
network-balance-much = mucho estilo
network-balance-alt = El gato como cuadro en el estilo de La gran ola de Hokusai: { $caption }

network-dream-title = Que vea más de lo que ve
network-dream-text = Para terminar, un juego. Tomamos la foto y la cambiamos para que todo lo que una capa ve en ella se haga más fuerte, paso a paso. Si un mechón de pelo le recuerda a la red un poco a un ojo, se vuelve más ojo, hasta que tú también lo ves. La capa 7 añade patrones; la 10, ojos y espirales; la 12, criaturas. A esto se le llamó DeepDream.
network-dream-alt = La foto del gato convertida en sueño: { $caption }

network-sources = Quién lo descubrió
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = Con qué sueñan los canales
network-atlas-text = En lugar de una foto, tomamos ruido y lo cambiamos hasta que un mapa se ilumina con toda su fuerza: eso es lo que más le gusta a su canal. A las capas poco profundas les gustan los colores y las rayas; a las intermedias, las telas, las escamas y las redes; a las profundas, los ojos, el pelaje, los pétalos y los arcos. Nadie dibujó estas imágenes. Los nombres son nuestros: la red solo tiene números.
network-atlas-layer = Capa { $layer }
network-atlas-all = Los { $channels } canales de la capa { $layer }

network-tile-orange = naranja
network-tile-night = azul noche
network-tile-red-on-blue = rojo sobre azul
network-tile-green-on-pink = verde sobre rosa
network-tile-slanting = rayas inclinadas
network-tile-upright = rayas verticales
network-tile-level = rayas horizontales
network-tile-maze = un laberinto
network-tile-zebra = rayas de cebra
network-tile-rainbow = un código de barras de colores
network-tile-dots = puntos
network-tile-crossing = un cruce
network-tile-bricks = ladrillos
network-tile-beads = cuentas
network-tile-drops = gotas
network-tile-flames = llamas
network-tile-net = una red
network-tile-lattice = una celosía
network-tile-pebbles = guijarros
network-tile-raspberries = frambuesas
network-tile-pearls = perlas
network-tile-fans = abanicos
network-tile-links = eslabones de una cadena
network-tile-wicker = mimbre trenzado
network-tile-lights = luces
network-tile-lightning = relámpagos
network-tile-shingles = tejas
network-tile-plumage = plumaje
network-tile-ropes = cuerdas
network-tile-strands = mechones de pelo
network-tile-ribbons = cintas con agujeros
network-tile-stacks = pilas
network-tile-dogs = perros
network-tile-birds = pájaros
network-tile-snakes = serpientes
network-tile-castles = castillos
network-tile-fruit = frutas
network-tile-flowers = flores
network-tile-jungle = selva
network-tile-faces = caras
