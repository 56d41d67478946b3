# Canvases: from the order to the wall.

command-print = imprimir un cuadro en lienzo
command-orders = tus pedidos de lienzos

canvas-closed = Por ahora no se pueden pedir lienzos aquí. Tu cuadro sigue en /history.
canvas-no-paintings = Todavía no hay ningún cuadro que imprimir. ¡Hagamos uno!
canvas-paintings = ¿Cuál quieres en tu pared?
canvas-which = Elige un número.
canvas-drafts = Ya tienes varios lienzos sin terminar. Termina o descarta uno primero: /orders
canvas-sizes = ¡Vamos a pasarlo a lienzo! ¿Qué tamaño? La imagen mantiene sus proporciones: lo que sobra se recorta, y tú eliges por dónde.
canvas-size = { $format } cm · { $price }
button-canvas-drop = Descartar este lienzo
canvas-dropped = Descartado. Tu cuadro sigue en /history.
canvas-left = Bien, lo dejamos aquí. El pedido te espera en /orders.

canvas-look =
    Así quedaría: { $format } cm, bordes { $wrap }.
    Cuesta { $price }. Ajústalo hasta que te guste.
wrap-mirrored = con la imagen en espejo
wrap-stretched = con los colores de la imagen
wrap-white = blancos
button-shift-left = ← Izquierda
button-shift-right = Derecha →
button-shift-up = ↑ Arriba
button-shift-down = ↓ Abajo
button-turn = ⟳ Girar el lienzo
button-wrap-mirrored = En espejo
button-wrap-stretched = Color
button-wrap-white = Blanco
button-canvas-size = ← Otro tamaño
button-canvas-next = Me gusta →
button-canvas-keep = Dejarlo así →
canvas-said = Hasta ahora: { $words }

canvas-ask-name = ¿Para quién es? Escribe nombre y apellido.
canvas-ask-phone = ¿A qué teléfono puede llamar el transportista?
canvas-ask-country = ¿A qué país va?
canvas-ask-city = ¿A qué ciudad o pueblo?
canvas-ask-street = ¿Calle, número y apartamento?
canvas-ask-postcode = ¿Y el código postal?
canvas-ask-receipt = ¿Adónde enviamos el recibo? Escribe un correo electrónico. Solo se usa para los recibos.
canvas-unclear-name = Necesito un nombre para el paquete, de 2 a 120 letras. ¿Lo intentas otra vez?
canvas-unclear-phone = Eso no parece un teléfono. Escríbelo con el código de país, por ejemplo +7 916 123-45-67.
canvas-unclear-city = Necesito el nombre de una ciudad o un pueblo, de 2 a 120 letras. ¿Lo intentas otra vez?
canvas-unclear-street = Necesito la calle y el número, de 2 a 120 letras. ¿Lo intentas otra vez?
canvas-unclear-postcode = Ese código postal no existe en este país. En Rusia tiene seis cifras, por ejemplo 101000.
wanted-address = Espero tu respuesta sobre el lienzo. Con /cancel el pedido se queda en /orders.
# What people write before the name of a city.
city-words = ciudad pueblo
country-ru = Rusia
country-by = Bielorrusia
country-kz = Kazajistán
country-am = Armenia
country-kg = Kirguistán
country-de = Alemania
country-at = Austria
country-ch = Suiza
country-fr = Francia
country-be = Bélgica
country-nl = Países Bajos
country-lu = Luxemburgo
country-it = Italia
country-es = España
country-pt = Portugal
country-gb = Reino Unido
country-ie = Irlanda
country-pl = Polonia
country-cz = Chequia
country-sk = Eslovaquia
country-hu = Hungría
country-dk = Dinamarca
country-se = Suecia
country-no = Noruega
country-fi = Finlandia
country-ee = Estonia
country-lv = Letonia
country-lt = Lituania
country-us = Estados Unidos
country-ca = Canadá
country-br = Brasil
country-mx = México
country-tr = Turquía
country-ua = Ucrania
country-cn = China
country-jp = Japón
country-kr = Corea del Sur
country-au = Australia

canvas-ways = ¿Cómo te lo enviamos?
canvas-way = { $way } · { $price }
canvas-no-way = Lo siento, todavía no enviamos a { $city }, { $country }. ¿Tienes otra dirección? Si no, el pedido se queda en /orders.
button-canvas-elsewhere = Otra dirección
canvas-summary = Este es tu pedido. ¿Está todo bien?
canvas-line = Lienzo { $format } cm, bordes { $wrap }: { $price }
canvas-to =
    Para: { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way }: { $price }
canvas-total =
    Total: { $price }
    Al pagar, este precio queda fijado.
canvas-asked-there = Telegram te pedirá la dirección y el tipo de envío al pagar. A partir de ahora el precio es fijo.
button-canvas-pay = Pagar
button-canvas-look = ← Cambiar el lienzo
button-canvas-address = Cambiar la dirección
button-canvas-way = Cambiar el envío
canvas-elsewhere = El pago de este pedido se preparó en otro de tus chats. Págalo allí, o cancélalo en /orders y empieza de nuevo.

canvas-invoice-title = Lienzo n.º { $order }
canvas-invoice-description = Tu cuadro impreso en lienzo y montado en bastidor. El envío se paga aparte, según la opción que elijas.
canvas-bill-description = Lienzo n.º { $order } con envío
canvas-purchase-open = El lienzo n.º { $order } te espera: paga en la página que se abre y vuelve aquí. Lo veré enseguida.
canvas-purchase-paid = Pagado: lienzo n.º { $order }.
checkout-not-delivered = Todavía no enviamos allí o la dirección está incompleta. Elige otra. No se ha cobrado nada.
checkout-canvas-not-yours = Esta factura es de otra persona, o ya está pagada o cancelada. Las tuyas están en /orders. No se ha cobrado nada.
checkout-canvas-price-changed = Este no es el importe acordado. Vuelve a abrir la factura desde /orders. No se ha cobrado nada.

orders-title = Tus lienzos:
orders-none = Aún no has pedido ningún lienzo. Con /print cuelgas un cuadro en tu pared.
order-unknown = No encuentro este pedido entre los tuyos. Están en /orders.
order-line = N.º { $order } · { $canvas } · { $stage } · { $date }
order-no-size = sin tamaño todavía
order-tracking = Número de seguimiento: { $tracking }
order-stage-draft = sin terminar
order-stage-confirmed = pendiente de pago
order-stage-paid = pagado
order-stage-in_production = en producción
order-stage-shipped = en camino
order-stage-delivered = entregado
order-stage-cancelled = cancelado
order-stage-refunded = reembolsado
button-order-go-on = Continuar →
button-order-cancel = Cancelar el pedido
button-order-numbered = N.º { $order }
button-order-numbered-go-on = Continuar: n.º { $order }
button-order-show = Ver el pedido

order-paid = ¡Gracias! El pedido n.º { $order } se pagó el { $date }. Ahora preparo tu imagen para la imprenta.
order-in-production = Pedido n.º { $order }: tu lienzo está en producción desde el { $date }.
order-shipped =
    El pedido n.º { $order } está en camino desde el { $date }.
    Número de seguimiento: { $tracking }
order-delivered = El pedido n.º { $order } llegó el { $date }. ¡Que lo disfrutes!
order-cancelled = El pedido n.º { $order } se canceló el { $date }. No se ha cobrado nada.
order-refunded = El pedido n.º { $order } se reembolsó el { $date }. El dinero puede tardar unos días en llegar a tu cuenta.
order-paid-in-vain = El pedido n.º { $order } ya no necesitaba el pago que llegó el { $date }. Te lo devolveremos automáticamente.
order-returned-in-vain = El pago de más por el pedido n.º { $order } se reembolsó el { $date }.
delete-orders = Los lienzos que ya pagaste se harán y se entregarán de todos modos. Para eso guardo la imagen y la dirección hasta que lleguen, y ni un día más; pero no podré mantenerte al tanto.

# The sheet that goes to the print shop with a picture.
sheet-title = Lienzo n.º { $order }
sheet-face-label = Cara frontal
sheet-face = { $width } × { $height } mm
sheet-whole-label = Hoja completa
sheet-whole = { $width } × { $height } mm
sheet-wrap-label = Borde plegado
sheet-wrap = { $wrap } mm por lado, bordes { $edge }
sheet-bleed-label = Sangrado
sheet-bleed = { $bleed } mm por lado
sheet-file-label = Archivo
sheet-file = { $width } × { $height } píxeles, { $dpi } ppp, sRGB
sheet-resampled-label = Nota
sheet-resampled = pintado a { $width } × { $height } píxeles y luego ampliado
sheet-name-label = Destinatario
sheet-phone-label = Teléfono
sheet-address-label = Dirección
sheet-delivery-label = Envío
sheet-millimetres = { $length } mm
sheet-legend = Línea roja discontinua: doblar aquí.
sheet-legend-cut = Línea roja discontinua: doblar aquí. Línea azul discontinua: cortar aquí.

# The proof and its news.
master-proof = Pedido n.º { $order }: tu imagen está lista para imprimir, { $format } cm. Así se verá en el lienzo, con los bordes que se pliegan hacia atrás. Si algo no está bien, escribe a /paysupport antes de que el lienzo entre en producción.
master-proof-resampled = Pedido n.º { $order }: tu imagen está lista para imprimir, { $format } cm. Los detalles finos se pintaron hasta donde alcanzó el tiempo; el último paso hasta el tamaño completo es una ampliación. Así se verá en el lienzo, con los bordes que se pliegan hacia atrás. Si algo no está bien, escribe a /paysupport antes de que el lienzo entre en producción.
master-failed = Pedido n.º { $order }: intenté varias veces preparar tu imagen para la imprenta y no salió. El problema es nuestro, no tuyo: ya lo sabemos, y tu dinero y tu pedido están a salvo. Si prefieres no esperar, escribe a /paysupport y te devolvemos el dinero.
