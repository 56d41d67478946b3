# What each command does: the lines of /help and of a messenger's menu.

help =
    Envíame una foto y luego una imagen cuyo estilo te guste, o las dos a la vez. Pintaré tu foto en ese estilo.

command-start = saludar
command-new = empezar un nuevo cuadro
command-styles = estilos para elegir
command-status = cómo van tus cuadros
command-history = tus cuadros recientes
command-cancel = detener un cuadro
command-balance = tus créditos
command-link = vincular tus chats de otras apps
command-settings = idioma y preferencias
command-help = qué sé hacer
command-privacy = qué guardo y por cuánto tiempo
command-terms = condiciones de uso
command-paysupport = ayuda con los pagos
command-delete-me = borrar todo lo que sé de ti

command-unknown = No conozco ese comando. En /help están los que sí.

terms =
    Envía solo imágenes que tengas derecho a usar y nada que haga daño a nadie. Tus imágenes y tus cuadros siguen siendo tuyos.
    Los créditos pagan cuadros más grandes y más detallados. Si un cuadro falla o lo cancelas, recuperas sus créditos al momento.

privacy =
    Tus imágenes son solo para ti. Las que envías se borran al cabo de { $n ->
        [one] { $n } día
       *[other] { $n } días
    }; los cuadros terminados se quedan hasta que los borres.
    Conozco el número de tu chat y tu idioma; en VK, también tu nombre y, si VK me la dice, tu zona horaria; adónde van tus recibos, si alguna vez pediste uno; lo que escribiste a nuestro equipo; lo que un programa vio en la foto de un cuadro terminado, por ejemplo un castillo; y, para un lienzo, un nombre, un teléfono y una dirección, que solo se usan para entregarlo. De la dirección desde la que usas la página del chat guardo solo un hash, durante dos días, para repartir de forma justa lo que es gratis. Nada más. /delete_me lo borra todo, menos la contabilidad, que se guarda sin tu nombre, y lo que todavía necesita un lienzo en camino. Las copias de seguridad hechas antes solo se usan para reparaciones y se borran cuando caducan.

operator-name = Este bot es de { $name }.
operator-contact = Contacto: { $contact }
