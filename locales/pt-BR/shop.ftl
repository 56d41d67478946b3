# Credits: bought, given and counted.

buy-title =
    Quantos créditos você quer? O que vem depois do mais é presente.
    Os créditos não expiram e, se uma pintura falhar, eles voltam na hora.
buy-closed = Por enquanto não dá para comprar créditos aqui. Há pinturas grátis esperando por você.
pack-gone = Os preços mudaram. Estes são os de hoje:
purchases-open = Você já tem várias páginas de pagamento abertas. Pague uma delas ou espere um pouco: as não pagas fecham sozinhas.
purchases-many = Muitas páginas de pagamento foram abertas da sua rede em uma hora. Tente de novo um pouco mais tarde.

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
price-money = { $sign } { $amount }

invoice-title = { $n ->
    [one] { $n } crédito
   *[other] { $n } créditos
}
invoice-description = { $n ->
    [one] { $n } crédito para pinturas
   *[other] { $n } créditos para pinturas
} maiores e mais detalhadas. Os créditos não expiram.
bill-description = { $n ->
    [one] { $n } crédito para pinturas
   *[other] { $n } créditos para pinturas
}

purchase-opening = Um momento, estou abrindo a página de pagamento…
purchase-open = { $n ->
    [one] { $n } crédito espera por você
   *[other] { $n } créditos esperam por você
}: pague na página que vai abrir e volte aqui. Vou ver na hora.
purchase-paid = { $n ->
    [one] Pago: { $n } crédito.
   *[other] Pago: { $n } créditos.
}
purchase-declined = O pagamento não foi concluído e nada foi cobrado. Você pode tentar de novo ou usar outro cartão.
purchase-expired = Esta página de pagamento expirou. Se você ainda quiser os créditos, vamos abrir uma nova.
purchase-unclear = Seu pagamento chegou, mas não como eu esperava, então nossa equipe está verificando. Nada vai se perder. Se tiver dúvidas: /paysupport
purchase-refused = Não podemos aceitar pagamentos agora. Tente de novo um pouco mais tarde. Nada foi cobrado.
button-pay = Pagar { $price }

credits-bought = { $n ->
    [one] Obrigado! Adicionamos { $n } crédito
   *[other] Obrigado! Adicionamos { $n } créditos
}: agora você tem { $balance }.
credits-taken-back = { $n ->
    [0] O pagamento foi reembolsado. Seu saldo agora: { $balance }.
    [one] O pagamento foi reembolsado e { $n } crédito foi retirado. Seu saldo agora: { $balance }.
   *[other] O pagamento foi reembolsado e { $n } créditos foram retirados. Seu saldo agora: { $balance }.
}
gift-from-friend = { $n ->
    [one] Quem você convidou comprou os primeiros créditos, então aqui vai { $n } crédito para você
   *[other] Quem você convidou comprou os primeiros créditos, então aqui vão { $n } créditos para você
}. Obrigado! Agora você tem { $balance }.

ask-email = Para onde enviamos o recibo? Escreva um e-mail. Ele só é usado para recibos.
ask-phone = Para onde enviamos o recibo? Escreva um telefone com o código do país. Ele só é usado para recibos.
contact-unclear = Tem algo errado aí. Confira e tente de novo. Mudou de ideia? /cancel
wanted-contact = Estou esperando você dizer para onde enviar o recibo. Mudou de ideia? /cancel
question-dropped = Tudo bem, deixa pra lá.

balance-movements = Movimentações recentes:
date = { $day }/{ $month }/{ $year }
movement-hold = reservado para uma pintura
movement-void = devolvido: a pintura falhou ou foi cancelada
movement-grant = um presente da nossa equipe
movement-sale = comprado
movement-bonus = um presente com uma compra
movement-gift = um presente
movement-promo = código promocional
movement-refund = pagamento reembolsado
movement-joined = de um chat vinculado
movement-twice = um código promocional usado nos dois chats vinculados conta uma vez
movement-restore = no fim, o pagamento não foi reembolsado

promo-how = Tem um código promocional? Escreva depois do comando: /promo CÓDIGO
promo-unknown = Não conheço esse código promocional. Será que há um erro de digitação?
promo-used = Você já usou este código promocional. Que bom que você se lembra dele!
promo-used-nearby = Este código promocional já foi usado várias vezes hoje na sua rede. Tente de novo amanhã.
promo-no-tries = Códigos errados demais. Tente de novo daqui a uma hora.
promo-over = Desculpe, este código promocional expirou.
promo-given = { $n ->
    [one] O código funciona: aqui vai { $n } crédito para você!
   *[other] O código funciona: aqui vão { $n } créditos para você!
}

invite = Este é o seu link: envie para quem também possa querer uma pintura.
invite-inviter = { $n ->
    [one] Quando a pessoa convidada comprar créditos pela primeira vez, você ganha { $n } crédito.
   *[other] Quando a pessoa convidada comprar créditos pela primeira vez, você ganha { $n } créditos.
}
invite-friend = { $n ->
    [one] E ela ganha { $n } crédito extra nessa primeira compra.
   *[other] E ela ganha { $n } créditos extras nessa primeira compra.
}
invite-nowhere = Não consigo criar um link agora. Tente de novo um pouco mais tarde.

paysupport = Há algo errado com um pagamento ou com seus créditos? Conte o que aconteceu e quando, em uma só mensagem: vou repassar para a nossa equipe, e a resposta virá aqui. Mudou de ideia? /cancel
wanted-support = Estou esperando sua mensagem para a nossa equipe. Mudou de ideia? /cancel
support-received = Já repassei. A resposta virá aqui, neste chat. Cada crédito fica registrado, então nada se perde.
support-full = Já temos várias perguntas suas. Vamos responder aqui assim que pudermos.
support-network-full = Muitas perguntas chegaram da sua rede hoje. Escreva de novo amanhã.
support-answer =
    A resposta à sua pergunta nº { $number }:
    { $answer }

command-buy = comprar créditos
command-promo = usar um código promocional
command-invite = convidar alguém
