# The way from a photo to a started painting.

welcome =
    Oi! Eu pinto fotos no estilo de grandes quadros.
    Envie uma foto. { $n ->
        [0] As pinturas custam alguns créditos.
        [one] { $n } pintura por dia é grátis.
       *[other] { $n } pinturas por dia são grátis.
    }

ask-first-photo = Vamos lá! Qual foto você quer que eu pinte?
ask-style = Que linda. Qual estilo você quer? Envie uma segunda imagem ou escolha uma das minhas.
ask-second-style = Qual segundo estilo devo misturar? Envie uma imagem ou escolha uma.
ask-photo = Ótimo estilo! Agora me envie a foto.
took-first-two = Duas imagens já bastam: usei a primeira como foto e a segunda como estilo.
third-picture = Já tenho uma foto e um estilo. O que é esta imagem?

gallery-title = Estas são algumas das minhas favoritas.
gallery-choose = Qual estilo você quer?
recent-title = Seus estilos recentes.
recent-choose = Quer usar algum de novo?

summary-title = Tudo pronto. Vamos começar?
summary-started = Comecei!
summary-dropped = Sem problema. Envie uma foto quando quiser.
summary-missing = { $missing ->
    [one] Falta { $missing } crédito
   *[other] Faltam { $missing } créditos
}: você tem { $balance }.

line-style = Estilo: { $style }
line-second-style = Segundo estilo: { $style }, { $percent }%
line-painting-strength = Intensidade: { $choice }
line-painting-stroke = Pinceladas: { $choice }
line-painting-colours = Cores: { $choice }
line-quality = Qualidade: { $plan }

menu-quality = Qual tamanho e qualidade?
menu-painting-strength = Quão intenso deve ser o estilo?
menu-painting-stroke = De que tamanho devem ser as pinceladas?
menu-share = Quanto do segundo estilo?

no-free-left = { $n ->
    [0] No momento não há pinturas grátis.
    [one] Você já usou a pintura grátis de hoje. A próxima será grátis em cerca de { $span }.
   *[other] Você já usou as suas { $n } pinturas grátis de hoje. A próxima será grátis em cerca de { $span }.
}
free-one-at-a-time = Pinturas grátis, uma de cada vez: a próxima pode começar quando esta terminar. A sua está pronta para começar.
network-is-busy = Várias pinturas grátis já estão sendo feitas para a sua rede. A sua está pronta: comece quando uma delas terminar.
no-free-left-in-network = As pinturas grátis de hoje para a sua rede acabaram. A próxima será grátis em cerca de { $span }.
too-many-jobs = Quanta coisa de uma vez! Deixe eu terminar uma destas primeiro:

gone-picture = Essa imagem já foi apagada. Envie de novo, por favor.
gone-photo = A foto já foi apagada. Envie de novo, por favor.
gone-style = A imagem do estilo já foi apagada. Envie de novo ou escolha outra.
gone-second-style = O segundo estilo já foi apagado. Posso pintar sem ele: toque no botão de novo ou envie a imagem mais uma vez.
gone-both = As duas imagens já foram apagadas. Envie a foto de novo, por favor.

text-idle = Sou melhor com imagens do que com palavras. Envie uma foto ou veja /help.
text-wants-style = Estou esperando o estilo: envie uma imagem ou escolha uma em /styles.
text-wants-photo = Estou esperando a foto que você quer que eu pinte.
text-wants-second-style = Estou esperando o segundo estilo: envie uma imagem ou escolha uma em /styles.
text-ready = Está tudo pronto: toque no botão acima e eu começo. /new recomeça do zero.

wanted-photo = Envie uma foto para eu pintar.
wanted-style = Agora preciso de uma imagem para o estilo. As minhas estão em /styles.
wanted-second-style = Agora preciso de uma imagem para o segundo estilo. As minhas estão em /styles.
wanted-start = Sua foto e seu estilo estão prontos: o botão acima começa a pintura.

button-old = Este botão é antigo e não faz mais nada.
draft-started = Esta já começou:
draft-painted = Esta já está pronta. Ela está em /history.

blocked = Desculpe, seu acesso foi bloqueado e não posso aceitar novos pedidos seus. Você ainda vai receber tudo o que já pagou. Suas pinturas: /history. Dúvidas sobre um pagamento: /paysupport. Apagar tudo: /delete_me.

kind-closed = No momento não faço isso. Uma pintura é sempre possível: envie uma foto.
gone-guide = A imagem que guiava o sonho já foi apagada. Posso continuar sem ela: toque no botão de novo ou envie a imagem mais uma vez.
ask-photo-any = Qual foto você quer que eu use?
ask-guide = Com qual imagem deve se parecer? Envie uma ou escolha uma das minhas.
line-guide = Parecido com: { $picture }
