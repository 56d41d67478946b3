# Credits: bought, given and counted.

buy-title =
    ¿Cuántos créditos quieres? Lo que va después del más es un regalo.
    Los créditos no caducan y, si un cuadro falla, los recuperas al momento.
buy-closed = Por ahora no se pueden comprar créditos aquí. Te esperan cuadros gratis.
pack-gone = Los precios han cambiado. Estos son los de hoy:
purchases-open = Ya tienes varias páginas de pago abiertas. Paga una de ellas o espera un poco: las que no se pagan se cierran solas.
purchases-many = En una hora se han abierto muchas páginas de pago desde tu red. Inténtalo de nuevo un poco más tarde.

pack = { $n ->
    [one] { $n } crédito
   *[other] { $n } créditos
} · { $price }
pack-bonus = { $n ->
    [one] { $n } crédito
   *[other] { $n } créditos
} + { $bonus } 🎁 · { $price }
price-stars = { $amount } ⭐
price-roubles = { $amount } ₽
# Other currencies: where the sign goes.
price-money = { $amount } { $sign }

invoice-title = { $n ->
    [one] { $n } crédito
   *[other] { $n } créditos
}
invoice-description = { $n ->
    [one] { $n } crédito para cuadros
   *[other] { $n } créditos para cuadros
} más grandes y más detallados. Los créditos no caducan.
bill-description = { $n ->
    [one] { $n } crédito para cuadros
   *[other] { $n } créditos para cuadros
}

purchase-opening = Un momento, estoy abriendo la página de pago…
purchase-open = { $n ->
    [one] { $n } crédito te espera
   *[other] { $n } créditos te esperan
}: paga en la página que se abre y vuelve aquí. Lo veré enseguida.
purchase-paid = { $n ->
    [one] Pagado: { $n } crédito.
   *[other] Pagado: { $n } créditos.
}
purchase-declined = El pago no se completó y no se ha cobrado nada. Puedes intentarlo otra vez o usar otra tarjeta.
purchase-expired = Esta página de pago ha caducado. Si todavía quieres los créditos, abramos una nueva.
purchase-unclear = Tu pago ha llegado, pero no como esperaba, así que nuestro equipo lo está revisando. No se perderá nada. Si tienes preguntas: /paysupport
purchase-refused = Ahora mismo no podemos aceptar pagos. Inténtalo de nuevo un poco más tarde. No se ha cobrado nada.
button-pay = Pagar { $price }

credits-bought = { $n ->
    [one] ¡Gracias! Se ha añadido { $n } crédito
   *[other] ¡Gracias! Se han añadido { $n } créditos
}: ahora tienes { $balance }.
credits-taken-back = { $n ->
    [0] Se reembolsó el pago. Tu saldo ahora: { $balance }.
    [one] Se reembolsó el pago y se descontó { $n } crédito. Tu saldo ahora: { $balance }.
   *[other] Se reembolsó el pago y se descontaron { $n } créditos. Tu saldo ahora: { $balance }.
}
gift-from-friend = { $n ->
    [one] Alguien a quien invitaste compró sus primeros créditos, así que aquí tienes { $n } crédito para ti
   *[other] Alguien a quien invitaste compró sus primeros créditos, así que aquí tienes { $n } créditos para ti
}. ¡Gracias! Ahora tienes { $balance }.

ask-email = ¿Adónde enviamos el recibo? Escribe un correo electrónico. Solo se usa para los recibos.
ask-phone = ¿Adónde enviamos el recibo? Escribe un teléfono con el código de país. Solo se usa para los recibos.
contact-unclear = Hay algo que no cuadra. Revísalo e inténtalo otra vez. ¿Cambiaste de idea? /cancel
wanted-contact = Espero que me digas adónde enviar el recibo. ¿Cambiaste de idea? /cancel
question-dropped = De acuerdo, olvidado.

balance-movements = Movimientos recientes:
date = { $day }/{ $month }/{ $year }
movement-hold = reservado para un cuadro
movement-void = devuelto: el cuadro falló o se canceló
movement-grant = un regalo de nuestro equipo
movement-sale = comprado
movement-bonus = un regalo con una compra
movement-gift = un regalo
movement-promo = código promocional
movement-refund = pago reembolsado
movement-joined = de un chat vinculado
movement-twice = un código promocional usado en los dos chats vinculados cuenta una vez
movement-restore = al final no se reembolsó el pago

promo-how = ¿Tienes un código promocional? Escríbelo después del comando: /promo CÓDIGO
promo-unknown = No conozco ese código promocional. ¿Quizá hay una errata?
promo-used = Ya usaste este código promocional. ¡Qué bien que lo recuerdes!
promo-used-nearby = Este código promocional se ha usado hoy varias veces desde tu red. Inténtalo mañana.
promo-no-tries = Demasiados códigos incorrectos. Inténtalo de nuevo en una hora.
promo-over = Lo siento, este código promocional ha caducado.
promo-given = { $n ->
    [one] El código funciona: ¡aquí tienes { $n } crédito!
   *[other] El código funciona: ¡aquí tienes { $n } créditos!
}

invite = Este es tu enlace: envíaselo a quien también quiera un cuadro.
invite-inviter = { $n ->
    [one] Cuando alguien que invitaste compre créditos por primera vez, tú recibes { $n } crédito.
   *[other] Cuando alguien que invitaste compre créditos por primera vez, tú recibes { $n } créditos.
}
invite-friend = { $n ->
    [one] Y esa persona recibe { $n } crédito extra con su primera compra.
   *[other] Y esa persona recibe { $n } créditos extra con su primera compra.
}
invite-nowhere = Ahora mismo no puedo crear un enlace. Inténtalo de nuevo un poco más tarde.

paysupport = ¿Algo va mal con un pago o con tus créditos? Cuéntame qué pasó y cuándo, en un solo mensaje: se lo paso a nuestro equipo y la respuesta llegará aquí. ¿Cambiaste de idea? /cancel
wanted-support = Espero tu mensaje para nuestro equipo. ¿Cambiaste de idea? /cancel
support-received = Ya lo pasé. La respuesta llegará aquí, a este chat. Cada crédito queda registrado, así que no se pierde nada.
support-full = Ya tenemos varias preguntas tuyas. Las responderemos aquí en cuanto podamos.
support-network-full = Hoy han llegado muchas preguntas desde tu red. Vuelve a escribir mañana.
support-answer =
    La respuesta a tu pregunta n.º { $number }:
    { $answer }

command-buy = comprar créditos
command-promo = usar un código promocional
command-invite = invitar a alguien
