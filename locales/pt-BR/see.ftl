# The order of a sheet in the chat.

command-see = o que a máquina vê na sua foto
button-make-sight = 🔍 O que você vê?
ask-photo-any-sight = Qual foto você quer que eu olhe?

summary-title-sight = Vou olhar com atenção. Vamos começar?
button-start-sight = 🔍 Olhar de graça
no-free-left-sight = { $n ->
    [0] No momento não estou olhando fotos.
   *[other] Por hoje já olhei fotos suficientes. A próxima será grátis em cerca de { $span }.
}
progress-running-sight = Olhando: { $percent }%
delivered-title-sight = É isto que eu vejo.
delivered-file-sight = O painel em qualidade máxima.

button-dream-of-it = Sonhar com isso

site-kind-sight = Veja o que a máquina vê.
site-about-kind-sight = O que há na sua foto, para onde ela olha, quais linhas ela segue e com o que sonham suas camadas.
