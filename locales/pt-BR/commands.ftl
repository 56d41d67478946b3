# What each command does: the lines of /help and of a messenger's menu.

help =
    Envie uma foto e depois uma imagem com um estilo de que você goste, ou as duas de uma vez. Vou pintar sua foto nesse estilo.

command-start = dizer oi
command-new = começar uma nova pintura
command-styles = estilos para escolher
command-status = como vão suas pinturas
command-history = suas pinturas recentes
command-cancel = parar uma pintura
command-balance = seus créditos
command-link = vincular seus chats de outros apps
command-settings = idioma e preferências
command-help = o que eu sei fazer
command-privacy = o que eu guardo e por quanto tempo
command-terms = termos de uso
command-paysupport = ajuda com pagamentos
command-delete-me = apagar tudo o que sei sobre você

command-unknown = Não conheço esse comando. Em /help estão os que eu conheço.

terms =
    Envie apenas imagens que você tem o direito de usar e nada que faça mal a alguém. Suas imagens e suas pinturas continuam sendo suas.
    Os créditos pagam pinturas maiores e mais detalhadas. Se uma pintura falhar ou você cancelar, os créditos voltam na hora.

privacy =
    Suas imagens são só para você. As que você envia são apagadas depois de { $n ->
        [one] { $n } dia
       *[other] { $n } dias
    }; as pinturas prontas ficam até você apagá-las.
    Eu sei o número do seu chat e o seu idioma; no VK, também o seu nome e, se o VK me disser, o seu fuso horário; para onde vão os seus recibos, se você já pediu algum; o que você escreveu para a nossa equipe; o que um programa viu na foto de uma pintura pronta, por exemplo um castelo; e, para uma tela, um nome, um telefone e um endereço, usados só para a entrega. Do endereço de onde você usa a página de chat, guardo apenas um hash, por dois dias, para dividir de forma justa o que é grátis. Nada mais. /delete_me apaga tudo, menos a contabilidade, que fica guardada sem o seu nome, e aquilo de que uma tela a caminho ainda precisa. As cópias de segurança feitas antes só servem para reparos e são apagadas quando ficam velhas.

operator-name = Este bot é mantido por { $name }.
operator-contact = Contato: { $contact }
