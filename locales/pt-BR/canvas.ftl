# Canvases: from the order to the wall.

command-print = imprimir uma pintura em tela
command-orders = seus pedidos de telas

canvas-closed = Por enquanto não dá para pedir telas aqui. Sua pintura continua em /history.
canvas-no-paintings = Ainda não há nenhuma pintura para imprimir. Vamos fazer uma!
canvas-paintings = Qual delas você quer na sua parede?
canvas-which = Escolha um número.
canvas-drafts = Você já tem várias telas inacabadas. Termine ou descarte uma delas primeiro: /orders
canvas-sizes = Vamos passar para a tela! Qual tamanho? A imagem mantém as proporções: o que sobrar será cortado, e você escolhe onde.
canvas-size = { $format } cm · { $price }
button-canvas-drop = Descartar esta tela
canvas-dropped = Descartada. Sua pintura continua em /history.
canvas-left = Certo, vamos parar por aqui. O pedido fica em /orders.

canvas-look =
    Ficaria assim: { $format } cm, bordas { $wrap }.
    Custa { $price }. Ajuste até gostar.
wrap-mirrored = com a imagem espelhada
wrap-stretched = nas cores da imagem
wrap-white = brancas
button-shift-left = ← Esquerda
button-shift-right = Direita →
button-shift-up = ↑ Para cima
button-shift-down = ↓ Para baixo
button-turn = ⟳ Girar a tela
button-wrap-mirrored = Espelhada
button-wrap-stretched = Cor
button-wrap-white = Branca
button-canvas-size = ← Outro tamanho
button-canvas-next = Gostei →
button-canvas-keep = Deixar assim →
canvas-said = Até agora: { $words }

canvas-ask-name = Para quem é? Nome e sobrenome, por favor.
canvas-ask-phone = Para qual telefone a transportadora pode ligar?
canvas-ask-country = Para qual país vai?
canvas-ask-city = Qual cidade ou povoado?
canvas-ask-street = Rua, número e apartamento?
canvas-ask-postcode = E o código postal?
canvas-ask-receipt = Para onde enviamos o recibo? Escreva um e-mail. Ele só é usado para recibos.
canvas-unclear-name = Preciso de um nome para o pacote, de 2 a 120 letras. Você pode tentar de novo?
canvas-unclear-phone = Isso não parece um telefone. Escreva com o código do país, por exemplo +7 916 123-45-67.
canvas-unclear-city = Preciso do nome de uma cidade ou povoado, de 2 a 120 letras. Você pode tentar de novo?
canvas-unclear-street = Preciso da rua e do número, de 2 a 120 letras. Você pode tentar de novo?
canvas-unclear-postcode = Esse código postal não existe neste país. Na Rússia ele tem seis dígitos, por exemplo 101000.
wanted-address = Estou esperando sua resposta sobre a tela. Com /cancel o pedido fica em /orders.
# What people write before the name of a city.
city-words = cidade povoado
country-ru = Rússia
country-by = Belarus
country-kz = Cazaquistão
country-am = Armênia
country-kg = Quirguistão
country-de = Alemanha
country-at = Áustria
country-ch = Suíça
country-fr = França
country-be = Bélgica
country-nl = Países Baixos
country-lu = Luxemburgo
country-it = Itália
country-es = Espanha
country-pt = Portugal
country-gb = Reino Unido
country-ie = Irlanda
country-pl = Polônia
country-cz = Tchéquia
country-sk = Eslováquia
country-hu = Hungria
country-dk = Dinamarca
country-se = Suécia
country-no = Noruega
country-fi = Finlândia
country-ee = Estônia
country-lv = Letônia
country-lt = Lituânia
country-us = Estados Unidos
country-ca = Canadá
country-br = Brasil
country-mx = México
country-tr = Turquia
country-ua = Ucrânia
country-cn = China
country-jp = Japão
country-kr = Coreia do Sul
country-au = Austrália

canvas-ways = Como devemos entregar?
canvas-way = { $way } · { $price }
canvas-no-way = Desculpe, ainda não entregamos em { $city }, { $country }. Você tem outro endereço? Se não, o pedido fica em /orders.
button-canvas-elsewhere = Outro endereço
canvas-summary = Este é o seu pedido. Está tudo certo?
canvas-line = Tela { $format } cm, bordas { $wrap }: { $price }
canvas-to =
    Para: { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way }: { $price }
canvas-total =
    Total: { $price }
    Ao pagar, este preço fica garantido.
canvas-asked-there = O Telegram vai pedir o endereço e a forma de entrega na hora do pagamento. A partir de agora o preço não muda.
button-canvas-pay = Pagar
button-canvas-look = ← Mudar a tela
button-canvas-address = Mudar o endereço
button-canvas-way = Mudar a entrega
canvas-elsewhere = O pagamento deste pedido foi iniciado em outro chat seu. Pague por lá, ou cancele em /orders e comece de novo.

canvas-invoice-title = Tela nº { $order }
canvas-invoice-description = Sua pintura impressa em tela e esticada em chassi. A entrega é paga à parte, conforme a opção que você escolher.
canvas-bill-description = Tela nº { $order } com entrega
canvas-purchase-open = A tela nº { $order } espera por você: pague na página que vai abrir e volte aqui. Vou ver na hora.
canvas-purchase-paid = Paga: tela nº { $order }.
checkout-not-delivered = Ainda não entregamos nesse lugar ou o endereço está incompleto. Escolha outro. Nada foi cobrado.
checkout-canvas-not-yours = Esta cobrança é de outra pessoa, ou já foi paga ou cancelada. As suas estão em /orders. Nada foi cobrado.
checkout-canvas-price-changed = Este não é o valor combinado. Abra a cobrança de novo em /orders. Nada foi cobrado.

orders-title = Suas telas:
orders-none = Você ainda não pediu nenhuma tela. Com /print uma pintura vai para a sua parede.
order-unknown = Não encontro este pedido entre os seus. Eles estão em /orders.
order-line = Nº { $order } · { $canvas } · { $stage } · { $date }
order-no-size = ainda sem tamanho
order-tracking = Código de rastreio: { $tracking }
order-stage-draft = não terminado
order-stage-confirmed = aguardando pagamento
order-stage-paid = pago
order-stage-in_production = em produção
order-stage-shipped = a caminho
order-stage-delivered = entregue
order-stage-cancelled = cancelado
order-stage-refunded = reembolsado
button-order-go-on = Continuar →
button-order-cancel = Cancelar o pedido
button-order-numbered = Nº { $order }
button-order-numbered-go-on = Continuar: nº { $order }
button-order-show = Ver o pedido

order-paid = Obrigado! O pedido nº { $order } foi pago em { $date }. Agora estou preparando sua imagem para a gráfica.
order-in-production = Pedido nº { $order }: sua tela está em produção desde { $date }.
order-shipped =
    O pedido nº { $order } está a caminho desde { $date }.
    Código de rastreio: { $tracking }
order-delivered = O pedido nº { $order } chegou em { $date }. Aproveite!
order-cancelled = O pedido nº { $order } foi cancelado em { $date }. Nada foi cobrado.
order-refunded = O pedido nº { $order } foi reembolsado em { $date }. O dinheiro pode levar alguns dias para chegar à sua conta.
order-paid-in-vain = O pedido nº { $order } não precisava mais do pagamento que chegou em { $date }. Ele será devolvido automaticamente.
order-returned-in-vain = O pagamento a mais do pedido nº { $order } foi reembolsado em { $date }.
delete-orders = As telas que você já pagou serão feitas e entregues mesmo assim. Para isso guardo a imagem e o endereço até elas chegarem, e nem um dia a mais; mas não vou conseguir mandar notícias.

# The sheet that goes to the print shop with a picture.
sheet-title = Tela nº { $order }
sheet-face-label = Frente
sheet-face = { $width } × { $height } mm
sheet-whole-label = Folha inteira
sheet-whole = { $width } × { $height } mm
sheet-wrap-label = Dobra
sheet-wrap = { $wrap } mm de cada lado, bordas { $edge }
sheet-bleed-label = Sangria
sheet-bleed = { $bleed } mm de cada lado
sheet-file-label = Arquivo
sheet-file = { $width } × { $height } pixels, { $dpi } dpi, sRGB
sheet-resampled-label = Observação
sheet-resampled = pintado em { $width } × { $height } pixels e depois ampliado
sheet-name-label = Destinatário
sheet-phone-label = Telefone
sheet-address-label = Endereço
sheet-delivery-label = Entrega
sheet-millimetres = { $length } mm
sheet-legend = Tracejado vermelho: dobrar aqui.
sheet-legend-cut = Tracejado vermelho: dobrar aqui. Tracejado azul: cortar aqui.

# The proof and its news.
master-proof = Pedido nº { $order }: sua imagem está pronta para imprimir, { $format } cm. É assim que ela vai ficar na tela, incluindo as bordas dobradas para trás. Se algo não estiver certo, escreva para /paysupport antes de a tela entrar em produção.
master-proof-resampled = Pedido nº { $order }: sua imagem está pronta para imprimir, { $format } cm. Os detalhes finos foram pintados até onde o tempo permitiu; o último passo até o tamanho final é uma ampliação. É assim que ela vai ficar na tela, incluindo as bordas dobradas para trás. Se algo não estiver certo, escreva para /paysupport antes de a tela entrar em produção.
master-failed = Pedido nº { $order }: tentei várias vezes preparar sua imagem para a gráfica e não deu certo. O problema é nosso, não seu: já sabemos disso, e seu dinheiro e seu pedido estão seguros. Se preferir não esperar, escreva para /paysupport e devolvemos seu dinheiro.
