# Answers to things the bot can't use.

unusable-not-a-picture = No puedo abrir este archivo como imagen. JPEG, PNG, WebP y formatos similares me sirven.
unusable-broken = Esta imagen parece dañada. ¿Puedes enviarla otra vez, o enviar otra?
unusable-too-heavy = Este archivo es demasiado grande para mí. ¿Puedes enviar uno más pequeño?
unusable-too-large = Esta imagen tiene más píxeles de los que puedo manejar. ¿Puedes enviar una más pequeña?
unusable-too-small = Esta imagen es demasiado pequeña para pintar con ella. ¿Puedes enviar una más grande?
unusable-flat = Esta imagen tiene un solo color: no quedaría nada de la foto. Conservo lo que enviaste antes.
unusable-not-fetched = No pude descargar esta imagen. ¿Puedes enviarla otra vez?
unusable-too-much-lately = En la última hora he mirado tantas imágenes grandes tuyas o de tu red como he podido. Esta no la he abierto. Envíala de nuevo en { $n ->
    [one] un minuto
   *[other] { $n } minutos
}.
unusable-too-slow = Tardo demasiado en abrir esta imagen. ¿Puedes guardarla como un JPEG normal y enviarla otra vez?
unusable-no-room = En este momento no me queda espacio para imágenes nuevas. Lo que se está pintando no se pierde: envía esta más tarde.
unusable-person-is-full = Las imágenes que enviaste antes ocupan todo el espacio que tengo para una persona. A partir del { $date } borro las más antiguas y entonces habrá sitio para otras nuevas.
unusable-network-is-full = Últimamente han llegado muchísimas imágenes desde tu red. Envía esta de nuevo el { $date }.
unusable-cut-short = Este archivo llegó incompleto. ¿Puedes enviarlo otra vez?
unusable-rare-kind = No puedo leer este tipo de archivo de imagen. ¿Puedes guardarlo como un JPEG o PNG normal y enviarlo otra vez?
unusable-rare-heic = No puedo leer este tipo de HEIC. En un iPhone, envíalo como foto y no como archivo, o elige Ajustes → Cámara → Formatos → Más compatible y haz la foto otra vez.
unusable-empty = Este archivo está vacío. ¿Puedes enviarlo otra vez?
unusable-avif = Esta imagen es AVIF, y todavía no sé leer ese formato. Envíala como foto y no como archivo, o guárdala como JPEG o PNG; también sirve una captura de pantalla.
unusable-jpeg-xl = Esta imagen es JPEG XL, y todavía no sé leer ese formato. ¿Puedes guardarla como JPEG o PNG?
unusable-jpeg-2000 = Esta imagen es JPEG 2000, y no sé leer ese formato. ¿Puedes guardarla como JPEG o PNG?
unusable-camera-raw = Este es el archivo RAW de una cámara. ¿Puedes enviar el JPEG que hace de él la cámara o un programa de fotos?
unusable-photoshop = Este es un documento de Photoshop. ¿Puedes exportarlo como JPEG o PNG?
unusable-svg = Este es un dibujo SVG. ¿Puedes guardarlo como PNG?
unusable-pdf = Este es un PDF. Necesito una imagen: una captura de pantalla de la página me sirve.
unusable-icon = Este es un archivo de icono. ¿Puedes enviar una imagen en JPEG o PNG?
unusable-video = Esto es un video. Puedo pintar con uno de sus fotogramas: envíame una captura de pantalla.
unusable-film-too-long = Este GIF o video dura más de { $n } segundos. ¿Puedes recortarlo o enviar uno más corto?
unusable-film-too-heavy = Este GIF o video tiene más de { $n } MB. ¿Puedes enviar uno más pequeño?
unusable-film-too-large = Este GIF o video tiene demasiados píxeles o fotogramas para mí. ¿Puedes enviar uno más pequeño? 1280 × 720 está bien.
unusable-film-too-small = Este GIF o video es demasiado pequeño para pintar con él. ¿Puedes enviar uno más grande?
unusable-film-other-kind = No puedo leer este tipo de video. ¿Puedes guardarlo como MP4 (H.264) o como GIF y enviarlo otra vez?
unusable-film-kind-not-here = Aquí no puedo leer este tipo de video. Lo que funciona: MP4 con H.264, como lo hacen casi todos los teléfonos y mensajeros, GIF, y WebP y PNG animados.
unusable-film-no-picture = En este archivo no hay nada que ver, solo sonido o nada en absoluto. ¿Puedes enviar otro?
unusable-film-broken = Este GIF o video parece dañado. ¿Puedes enviarlo otra vez, o enviar otro?
unusable-film-too-slow = Tardo demasiado en leer este GIF o video. ¿Puedes enviar uno más corto o más pequeño?
unusable-audio = Esto es un sonido. No puedo oír, solo ver: envíame una imagen.
unusable-web-page = Esto es una página web, no una imagen. Abre la imagen misma, guárdala y envíamela.
unusable-text = Esto es un texto. Necesito una imagen para pintar.
unusable-archive = Esto es un archivo comprimido o un documento. ¿Puedes sacar la imagen y enviarla sola?

unsupported-sticker = Bonito sticker, pero no puedo pintar con él.
unsupported-voice = No puedo oír, solo ver.
unsupported-video = Este chat no me entrega los videos. Envíalo como archivo o como GIF.
unsupported-animation = Este chat no me entrega esa animación. Envíala como archivo.
film-as-still = En este chat no puede moverse, así que aquí tienes una imagen fija.
unsupported-other = No sé qué hacer con eso.
unsupported-group = Pinto para una sola persona a la vez: escríbeme en un chat privado y envíame dos imágenes.
